using System.Text;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Controller.Certificates;

/// <summary>The MutatingWebhookConfiguration: the fields that hold the CA bundle.</summary>
internal sealed record WebhookConfiguration
{
    public ObjectMeta Metadata { get; init; } = new();

    public List<Webhook>? Webhooks { get; init; }

    public bool Trusts(string caBundle)
    {
        var bundle = Convert.ToBase64String(Encoding.ASCII.GetBytes(caBundle));
        return (Webhooks ?? []).TrueForAll(webhook => webhook.ClientConfig?.CaBundle == bundle);
    }

    /// <summary>The body of the apply: the CA bundle of each entry, and nothing else, so that whoever installed the entries still manages the rest.</summary>
    public ReadOnlyMemory<byte> Apply(string name, string caBundle) => JsonBody.Write((this, name, caBundle), static (json, applied) =>
    {
        var (configuration, name, caBundle) = applied;
        json.WriteString("apiVersion", ResourceType.MutatingWebhookConfigurations.ApiVersion);
        json.WriteString("kind", ResourceType.MutatingWebhookConfigurations.Kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteString("resourceVersion", configuration.Metadata.ResourceVersion);
        json.WriteEndObject();
        json.WriteStartArray("webhooks");
        foreach (var webhook in configuration.Webhooks ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name", webhook.Name);
            json.WriteStartObject("clientConfig");
            json.WriteBase64String("caBundle", Encoding.ASCII.GetBytes(caBundle));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal sealed record Webhook(string Name, WebhookClientConfig? ClientConfig);

    internal sealed record WebhookClientConfig(string? CaBundle);
}

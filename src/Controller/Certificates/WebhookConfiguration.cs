using System.Text;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Controller.Certificates;

/// <summary>The MutatingWebhookConfiguration, as far as its authorities go.</summary>
internal sealed record WebhookConfiguration
{
    public ObjectMeta Metadata { get; init; } = new();

    public List<Webhook>? Webhooks { get; init; }

    public bool Trusts(string authorities)
    {
        var bundle = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorities));
        return (Webhooks ?? []).TrueForAll(webhook => webhook.ClientConfig?.CaBundle == bundle);
    }

    /// <summary>What is applied: the authorities of each entry that there is, and nothing else, so that whoever installed the entries keeps the rest.</summary>
    public ReadOnlyMemory<byte> Apply(string name, string authorities) => JsonBody.Write((this, name, authorities), static (json, applied) =>
    {
        var (configuration, name, authorities) = applied;
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
            json.WriteBase64String("caBundle", Encoding.ASCII.GetBytes(authorities));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal sealed record Webhook(string Name, WebhookClientConfig? ClientConfig);

    internal sealed record WebhookClientConfig(string? CaBundle);
}

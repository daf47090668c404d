using System.Globalization;
using System.Text.Json;
using ConfigSync.Contract;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>The request bodies for owners and for Events about them.</summary>
internal static class RolloutRequests
{
    /// <summary>
    /// Writes the record onto the owner and, when new Pods are needed, the digest into the template: one request, so that neither is written without the other.
    /// With the resource version in it, the server answers 409 when somebody else, such as another leader, was faster.
    /// </summary>
    public static ReadOnlyMemory<byte> Patch(string version, ContentRecord record, bool rolls) => JsonBody.Write((version, record, rolls), static (json, state) =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", state.version);
        WriteAnnotation(json, state.record.ToString());
        json.WriteEndObject();
        if (state.rolls)
        {
            json.WriteStartObject("spec");
            json.WriteStartObject("template");
            json.WriteStartObject("metadata");
            WriteAnnotation(json, state.record.Digest);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
    });

    /// <summary>An Event on the owner, as <c>kubectl describe</c> shows it.</summary>
    public static ReadOnlyMemory<byte> Event(OwnerKey owner, string? uid, string type, string reason, string message, DateTimeOffset now) =>
        JsonBody.Write((owner, uid, type, reason, message, now: now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), static (json, state) =>
        {
            json.WriteStartObject("metadata");
            json.WriteString("generateName", $"{state.owner.Name}.");
            json.WriteString("namespace", state.owner.Namespace);
            json.WriteEndObject();
            json.WriteStartObject("involvedObject");
            json.WriteString("apiVersion", state.owner.Type.ApiVersion);
            json.WriteString("kind", state.owner.Type.Kind);
            json.WriteString("namespace", state.owner.Namespace);
            json.WriteString("name", state.owner.Name);
            json.WriteString("uid", state.uid);
            json.WriteEndObject();
            json.WriteString("type", state.type);
            json.WriteString("reason", state.reason);
            json.WriteString("message", state.message);
            json.WriteStartObject("source");
            json.WriteString("component", "config-sync-controller");
            json.WriteEndObject();
            json.WriteString("firstTimestamp", state.now);
            json.WriteString("lastTimestamp", state.now);
            json.WriteNumber("count", 1);
        });

    private static void WriteAnnotation(Utf8JsonWriter json, string value)
    {
        json.WriteStartObject("annotations");
        json.WriteString(InjectedNames.ContentHashAnnotationKey, value);
        json.WriteEndObject();
    }
}

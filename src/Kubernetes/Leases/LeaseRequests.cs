using System.Globalization;
using System.Text.Json;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Kubernetes.Leases;

/// <summary>The request bodies that create and update a Lease.</summary>
internal static class LeaseRequests
{
    public static ReadOnlyMemory<byte> Create(string name, LeaseSpec spec) => JsonBody.Write((name, spec), static (json, state) =>
    {
        json.WriteString("apiVersion", ResourceType.Leases.ApiVersion);
        json.WriteString("kind", ResourceType.Leases.Kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", state.name);
        json.WriteEndObject();
        WriteSpec(json, state.spec);
    });

    /// <summary>With the resource version in the patch, the server answers 409 when somebody else was faster.</summary>
    public static ReadOnlyMemory<byte> Update(string version, LeaseSpec spec) => JsonBody.Write((version, spec), static (json, state) =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", state.version);
        json.WriteEndObject();
        WriteSpec(json, state.spec);
    });

    /// <summary>Kubernetes' MicroTime, which has exactly six decimals.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteSpec(Utf8JsonWriter json, LeaseSpec spec)
    {
        json.WritePropertyName("spec");
        JsonSerializer.Serialize(json, spec, KubernetesJsonContext.Default.LeaseSpec);
    }
}

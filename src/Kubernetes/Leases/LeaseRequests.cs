using System.Globalization;
using System.Text.Json;

namespace ConfigSync.Kubernetes;

/// <summary>The bodies with which a Lease is created and changed.</summary>
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

    /// <summary>With the version in it, the server refuses when somebody else was faster.</summary>
    public static ReadOnlyMemory<byte> Update(string version, LeaseSpec spec) => JsonBody.Write((version, spec), static (json, state) =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", state.version);
        json.WriteEndObject();
        WriteSpec(json, state.spec);
    });

    /// <summary>The MicroTime of Kubernetes, which has just six digits.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteSpec(Utf8JsonWriter json, LeaseSpec spec)
    {
        json.WritePropertyName("spec");
        JsonSerializer.Serialize(json, spec, KubernetesJsonContext.Default.LeaseSpec);
    }
}

using System.Collections.Frozen;

namespace ConfigSync.Injection.Planning;

/// <summary>
/// Containers that other webhooks and operators add to Pods, by the names that they give them. They take their configuration from elsewhere, and many
/// are Go programs that a SIGHUP ends: they are targets only when they are named.
/// </summary>
internal static class InfrastructureContainers
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "istio-proxy",
        "linkerd-proxy", "linkerd-debug",
        "consul-dataplane", "consul-connect-envoy-sidecar", "consul-sidecar",
        "kuma-sidecar",
        "vault-agent",
        "daprd",
        "cloud-sql-proxy", "cloudsql-proxy", "alloydb-auth-proxy",
        "gke-gcsfuse-sidecar",
        "azwi-proxy",
        "aws-signing-proxy", "xray-daemon",
        "queue-proxy",
        "otc-container",
        "jaeger-agent",
        "traffic-agent",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contain(string name) => Names.Contains(name);
}

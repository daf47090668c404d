using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;

namespace ConfigSync.Cli.Security;

/// <summary>Judges a Pod by the Pod Security Standards, as the admission plugin of Kubernetes 1.34 and later does.</summary>
internal static class PodSecurity
{
    /// <summary>The strictest level that the Pod passes.</summary>
    public static PodSecurityLevel Level(JsonNode pod) =>
        Breaches(pod).Select(static breach => breach.Forbidden - 1).DefaultIfEmpty(PodSecurityLevel.Restricted).Min();

    /// <summary>Everything that keeps it from <see cref="PodSecurityLevel.Restricted"/>.</summary>
    public static IReadOnlyList<PodSecurityBreach> Breaches(JsonNode pod)
    {
        var spec = pod.At("spec") ?? new JsonObject();
        var containers = Containers(spec).ToArray();
        return
        [
            .. BaselineRules.OfPod(pod, spec).Select(static text => new PodSecurityBreach(PodSecurityLevel.Baseline, text)),
            .. containers.SelectMany(BaselineRules.OfContainer).Select(static text => new PodSecurityBreach(PodSecurityLevel.Baseline, text)),
            .. RestrictedRules.OfPod(spec).Select(static text => new PodSecurityBreach(PodSecurityLevel.Restricted, text)),
            .. containers.SelectMany(container => RestrictedRules.OfContainer(spec, container)).Select(static text => new PodSecurityBreach(PodSecurityLevel.Restricted, text)),
        ];
    }

    /// <summary>The name of a container in a breach.</summary>
    public static string Name(JsonNode container) => $"container '{container.Text("name")}'";

    private static IEnumerable<JsonNode> Containers(JsonNode spec) => [.. spec.List("initContainers"), .. spec.List("containers"), .. spec.List("ephemeralContainers")];
}

/// <summary>Something that a level forbids.</summary>
/// <param name="Forbidden">The least strict level that forbids it.</param>
/// <param name="Text">The field and the value.</param>
internal sealed record PodSecurityBreach(PodSecurityLevel Forbidden, string Text);

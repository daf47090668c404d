using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Makes a counterexample small: takes one thing away at a time, as long as what is left is still a Pod.</summary>
internal static class PodShrinker
{
    private static readonly string[] Needed = ["name", "image", "mountPath", "containers", "volumes", "metadata", "spec", "apiVersion", "kind"];

    public static IEnumerable<GeneratedPod> Shrink(GeneratedPod pod) =>
        Removable(pod.Json).Select(token => token.Path).Select(path => new GeneratedPod(Without(pod.Json, path)));

    private static IEnumerable<JToken> Removable(JObject pod)
    {
        var mounted = pod.SelectTokens("$.spec..volumeMounts[*].name").Select(name => (string)name!).ToHashSet();
        var volumes = pod.SelectTokens("$.spec.volumes[*]").Where(volume => !mounted.Contains((string)volume["name"]!));
        var containers = pod["spec"]!["containers"]!.Skip(1);
        var elements = pod.SelectTokens("$.spec..args[*]").Concat(pod.SelectTokens("$.spec..volumeMounts[*]"));
        var fields = new[] { "$.spec.*", "$.spec.containers[*].*", "$.spec..volumeMounts[*].*", "$.metadata.*" }
            .SelectMany(pattern => pod.SelectTokens(pattern))
            .Where(value => !Needed.Contains(((JProperty)value.Parent!).Name));
        var annotations = (pod["metadata"]!["annotations"] as JObject)?.PropertyValues() ?? [];
        return volumes.Concat(containers).Concat(fields).Concat(elements).Concat(annotations);
    }

    private static JObject Without(JObject pod, string path)
    {
        var smaller = (JObject)pod.DeepClone();
        var token = smaller.SelectToken(path)!;
        (token.Parent is JProperty property ? property : token).Remove();
        return smaller;
    }
}

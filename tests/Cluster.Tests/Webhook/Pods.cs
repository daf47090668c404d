using System.Text.Json.Nodes;
using ConfigSync.Contract;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>Pods as users write them, and what is to be seen on those that came back.</summary>
internal static class Pods
{
    /// <summary>A Pod that is hardened as Pod Security wants it, with a ConfigMap's directory in its one container.</summary>
    public static JsonObject MountingConfigMap(string name, string inNamespace, params (string Key, string Value)[] annotations) => JsonNode.Parse($$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "{{name}}", "namespace": "{{inNamespace}}", "labels": {}, "annotations": {} },
          "spec": {
            "securityContext": {"runAsNonRoot": true, "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"} },
            "containers": [{
              "name": "app", "image": "registry.example/app:1",
              "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]} },
              "volumeMounts": [{"name": "config", "mountPath": "/etc/app"}]
            }],
            "volumes": [{"name": "config", "configMap": {"name": "app"} }]
          }
        }
        """)!.AsObject().With("annotations", annotations);

    /// <summary>The same Pod with labels.</summary>
    public static JsonObject Labelled(this JsonObject pod, string? inject)
    {
        if (inject is not null)
        {
            pod["metadata"]!["labels"]![InjectedNames.InjectLabelKey] = inject;
        }

        return pod;
    }

    /// <summary>Whether the agent is in it, and it says so.</summary>
    public static bool IsInjected(JsonObject pod) =>
        (string?)pod["metadata"]!["labels"]?[InjectedNames.StatusLabelKey] == InjectedNames.StatusInjected && Agent(pod) is not null;

    /// <summary>The agent's container.</summary>
    public static JsonObject? Agent(JsonObject pod) => Containers(pod).FirstOrDefault(static container => (string?)container["name"] == InjectedNames.AgentContainer);

    /// <summary>What was written down of the injection.</summary>
    public static JsonObject Record(JsonObject pod) => JsonNode.Parse((string)pod["metadata"]!["annotations"]![InjectedNames.RecordAnnotationKey]!)!.AsObject();

    private static IEnumerable<JsonObject> Containers(JsonObject pod) =>
        new[] { "initContainers", "containers" }.SelectMany(list => pod["spec"]![list]?.AsArray() ?? []).Select(static container => container!.AsObject());

    private static JsonObject With(this JsonObject pod, string member, (string Key, string Value)[] values)
    {
        foreach (var (key, value) in values)
        {
            pod["metadata"]![member]![key] = value;
        }

        return pod;
    }
}

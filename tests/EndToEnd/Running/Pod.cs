using System.Text.Json.Nodes;
using ConfigSync.Contract;

namespace ConfigSync.EndToEnd.Running;

/// <summary>A Pod as the API server shows it.</summary>
internal sealed record Pod(JsonObject Json)
{
    private static readonly string?[] PullFailures = ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"];

    public string Name => (string)Json["metadata"]!["name"]!;

    public string Namespace => (string)Json["metadata"]!["namespace"]!;

    public string Uid => (string)Json["metadata"]!["uid"]!;

    public string Phase => (string?)Json["status"]?["phase"] ?? "";

    /// <summary>Whether it is about to go.</summary>
    public bool IsLeaving => Json["metadata"]!["deletionTimestamp"] is not null;

    /// <summary>Whether all of it is ready.</summary>
    public bool IsReady => !IsLeaving && Conditions.Any(static condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True");

    /// <summary>Whether it has the agent and says so.</summary>
    public bool IsInjected => HasAgent(Json) && (string?)Json["metadata"]!["labels"]?[InjectedNames.StatusLabelKey] == InjectedNames.StatusInjected;

    /// <summary>The mount strategies that were chosen, as the Pod's own annotation records them.</summary>
    public string Strategies => string.Join(", ", JsonNode.Parse((string)Json["metadata"]!["annotations"]![InjectedNames.RecordAnnotationKey]!)!["mounts"]!
        .AsArray().Select(static mount => (string)mount!["strategy"]!).Distinct());

    /// <summary>How often containers were started again, the agent's among them.</summary>
    public int Restarts => Statuses.Sum(static status => (int)status!["restartCount"]!);

    /// <summary>How often one container was started again.</summary>
    public int RestartsOf(string container) => (int)Statuses.Single(status => (string?)status!["name"] == container)!["restartCount"]!;

    /// <summary>Why it is not ready, for people.</summary>
    public string State => $"{Namespace}/{Name} {Phase}: {string.Join("; ", Statuses.Select(static status => $"{status!["name"]} {status["state"]?.ToJsonString()}"))}";

    /// <summary>An image that the node can't get, with the runtime's reason; null when there is none.</summary>
    public string? MissingImage => Statuses.Select(static status => status!["state"]?["waiting"])
        .Where(static waiting => PullFailures.Contains((string?)waiting?["reason"]))
        .Select(static waiting => (string?)waiting!["message"] ?? (string)waiting["reason"]!).FirstOrDefault();

    private JsonArray Conditions => (JsonArray?)Json["status"]?["conditions"] ?? [];

    private IEnumerable<JsonNode?> Statuses =>
        ((JsonArray?)Json["status"]?["initContainerStatuses"] ?? []).Concat((JsonArray?)Json["status"]?["containerStatuses"] ?? []);

    /// <summary>Whether a Pod, or one that was only tried, has the agent's container.</summary>
    public static bool HasAgent(JsonObject pod) =>
        ((JsonArray?)pod["spec"]!["initContainers"] ?? []).Concat(pod["spec"]!["containers"]!.AsArray())
        .Any(static container => (string?)container!["name"] == InjectedNames.AgentContainer);
}

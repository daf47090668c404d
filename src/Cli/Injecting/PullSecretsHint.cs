using ConfigSync.Cli.Json;

namespace ConfigSync.Cli.Injecting;

/// <summary>
/// What only matters offline: a cluster copies a ServiceAccount's pull secrets into a Pod that has none before it calls the webhook, so there the
/// agent's stand behind them. A manifest that has the agent's alone has some, and gets no others.
/// </summary>
internal static class PullSecretsHint
{
    private const string Field = "imagePullSecrets";

    /// <summary>The hint, or <see langword="null"/> when there is none to give.</summary>
    public static string? Of(Decision decision) =>
        decision.Result is { Patch.IsEmpty: false } && !decision.Pod.List("spec", Field).Any() && decision.Workload.Pod().List("spec", Field).Any()
            ? $"spec.{Field} holds the agent's alone now, so the API server copies none of the ServiceAccount's into the Pod; if it has any, list them in the manifest"
            : null;
}

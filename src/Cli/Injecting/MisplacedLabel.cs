using ConfigSync.Cli.Json;
using ConfigSync.Contract;

namespace ConfigSync.Cli.Injecting;

/// <summary>The most frequent mistake of all: the label on the Deployment instead of on its Pods.</summary>
internal static class MisplacedLabel
{
    /// <summary>The hint, or <see langword="null"/> when there is none to give.</summary>
    public static string? Hint(Decision decision) =>
        decision.Workload.OwnLabel is { } value && decision.Pod.At("metadata", "labels", InjectedNames.InjectLabelKey) is null
            ? $"the label {InjectedNames.InjectLabelKey}: {value} stands on the {decision.Workload.Kind} itself, where nothing reads it; "
                + $"move it to {decision.Workload.TemplatePath}.metadata.labels"
            : null;
}

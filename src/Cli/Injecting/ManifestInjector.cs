using System.Text;
using ConfigSync.Cli.Documents;
using ConfigSync.Cli.Json;
using ConfigSync.Cli.Workloads;
using ConfigSync.Contract;
using ConfigSync.Injection;

namespace ConfigSync.Cli.Injecting;

/// <summary>Does to manifests what the API server and the webhook together do to Pods: selects as the one, injects by the very code of the other.</summary>
/// <param name="injector">The webhook's own.</param>
/// <param name="namespaceLabel">The Namespace's inject label; <see langword="null"/> when it has none.</param>
internal sealed class ManifestInjector(Injector injector, string? namespaceLabel)
{
    /// <summary>Decides about a workload, and injects it if that is what is decided.</summary>
    /// <exception cref="InputError">The label is no text, so the API server would not take the manifest.</exception>
    public Decision Inject(ManifestDocument document, Workload workload)
    {
        var pod = workload.Pod();
        var label = pod.At("metadata", "labels", InjectedNames.InjectLabelKey);
        var text = label.Text();
        if (label is not null && text is null)
        {
            throw new InputError($"can't read '{document.Source}': line {document.Line}: {workload.Title}: the label "
                + $"{InjectedNames.InjectLabelKey} must be a string (was {label.ToJsonString()}); put it in quotes");
        }

        var entry = WebhookEntry.For(workload.Namespace, namespaceLabel, text);
        var result = entry is null ? null : injector.Inject(Encoding.UTF8.GetBytes(pod.ToJsonString()), workload.Namespace);
        if (result is { Patch.IsEmpty: false })
        {
            workload.Apply(result.Patch.Span);
        }

        return new Decision(document, workload, pod, entry, result);
    }
}

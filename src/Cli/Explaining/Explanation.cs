using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Settings;
using ConfigSync.Injection.Admission;
using ConfigSync.Cli.Injecting;
using ConfigSync.Cli.Json;
using ConfigSync.Cli.Security;
using ConfigSync.Cli.Terminal;
using ConfigSync.Contract;

namespace ConfigSync.Cli.Explaining;

/// <summary>Explains to a person how the Pods of a workload would be injected, and why.</summary>
/// <param name="console">Where to write.</param>
/// <param name="settings">The webhook's options and profiles.</param>
internal sealed class Explanation(CommandConsole console, InjectionSettings settings)
{
    private const int Bold = 1;
    private const int LoudYellow = 93;

    public void Write(Decision decision)
    {
        console.Output.WriteLine(console.Coloured($"{decision.Workload.Title} ({decision.Document.Source}:{decision.Document.Line})", Bold));
        if (MisplacedLabel.Hint(decision) is { } hint)
        {
            console.Output.WriteLine(console.Coloured($"  !!! {hint}", LoudYellow));
        }

        Field("called by", decision.Entry is { } entry ? $"{entry.Name} (failurePolicy: {entry.FailurePolicy})" : WhyNotCalled(decision));
        if (decision.Result is { } result)
        {
            Field("decision", $"{result.Reason.Code}: {result.Reason.Sentence}");
            Findings("errors", result.Errors);
            Settings(decision, result);
            Mounts(result);
            Findings("notes", result.Notes);
            List("pull secrets", PullSecretsHint.Of(decision) is { } secrets ? [secrets] : []);
            List("agent", result.AgentArguments.Count == 0 ? [] : [InjectedNames.AgentContainer, .. result.AgentArguments.Select(static argument => "  " + argument)]);
            List("watches", result.Record?.Objects.Select(Watched) ?? []);
            Security(decision, result);
        }

        console.Output.WriteLine();
    }

    private static string WhyNotCalled(Decision decision)
    {
        var label = decision.Pod.Text("metadata", "labels", InjectedNames.InjectLabelKey);
        return label is not null && InjectLabel.IsOff(label) ? $"no entry: the Pod's label says {label}"
            : Workloads.WebhookEntry.ProtectedNamespaces.Contains(decision.Workload.Namespace) ? $"no entry: Pods of {decision.Workload.Namespace} are never sent"
            : $"no entry: the Pod has no label {InjectedNames.InjectLabelKey} (if its Namespace has one, say so with --namespace-label)";
    }

    private void Settings(Decision decision, InjectionResult result)
    {
        var rows = EffectiveSettings.Of(decision.Pod, decision.Workload.Namespace, settings, result.Record).ToArray();
        var width = rows.Max(static row => row.Name.Length);
        List("settings", rows.Select(row => $"{row.Name.PadRight(width)} {row.Value}  ({row.Origin})"));
    }

    private void Mounts(InjectionResult result) => List("mounts", result.Record?.Mounts.SelectMany(static mount => (string[])
    [
        $"{mount.Container} {mount.Path}{(mount.Now is null || mount.Now == mount.Path ? "" : $" -> {mount.Now}")}",
        $"  {mount.Strategy}: {Reasons.All.First(reason => reason.Kind == ReasonKind.Strategy && reason.Code == mount.Strategy).Sentence}",
    ]) ?? []);

    private void Security(Decision decision, InjectionResult result)
    {
        var before = PodSecurity.Level(decision.Pod);
        if (result.Patch.IsEmpty)
        {
            Field("pod security", Name(before));
            return;
        }

        // The workload holds the injected template by now.
        var injected = decision.Workload.Pod();
        var after = PodSecurity.Level(injected);
        Field("pod security", before == after ? $"{Name(after)}, as without the agent" : $"{Name(after)}; without the agent it would be {Name(before)}");
        var own = PodSecurity.Breaches(decision.Pod).ToHashSet();
        List("", PodSecurity.Breaches(injected).Where(breach => !own.Contains(breach)).Select(static breach => $"{breach.Text} (forbidden by {Name(breach.Forbidden)})"));
    }

    private static string Watched(ObjectRecord watched) =>
        $"{watched.Kind} {watched.Name}{(watched.Keys is { Count: > 0 } keys ? $" ({string.Join(", ", keys)})" : "")}, by {watched.By}";

    private static string Name(PodSecurityLevel level) => level.ToString().ToLowerInvariant();

    private void Findings(string title, IReadOnlyList<Finding> findings) => List(title, findings.Select(static finding => finding.ToString()));

    private void List(string title, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Field(title, line);
            title = "";
        }
    }

    private void Field(string title, string text) => console.Output.WriteLine($"  {title,-13} {text}");
}

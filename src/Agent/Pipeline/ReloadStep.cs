using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reloading;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Pipeline;

/// <summary>
/// The second step of applying: brings each change to the containers that use its source, and to no other. What is to be restarted comes first; a container
/// that was restarted has everything else as well.
/// </summary>
internal sealed class ReloadStep(AgentContext context, IReloader reload, IReloader restart)
{
    // The name that stands for the one application of an agent that knows no containers.
    private const string Application = "";

    private readonly Notifications _notified = new();
    private readonly List<ContainerOption> _targets = [.. context.Options.Containers.Where(static container => container.IsTarget)];

    // An URL and an application that watches its files are one for all containers.
    private bool ReloadsByContainer => _targets.Count > 0 && context.Options.Reload == ReloadMode.Signal;

    public async Task<ReloadStepResult> RunAsync(IReadOnlyList<TrackedSource> pending)
    {
        // Newer content may come during a reload: what counts is what was there when it began.
        var changes = pending.Select(source => new Change(source, source.Desired!.Content, source.PlacedAt, Users(source))).ToList();
        var restarting = changes.FindAll(change => context.Options.Reload == ReloadMode.Restart || change.Source.Option.Restarts);
        var ended = await RestartAsync(restarting);
        await ReloadAsync(changes.FindAll(change => !restarting.Contains(change)), ended);

        var done = changes.FindAll(static change => change.Outcomes.TrueForAll(static outcome => outcome.IsDone));
        foreach (var change in done)
        {
            _notified.Forget(change.Name);
        }

        foreach (var change in changes.Where(change => !done.Contains(change) && change.Outcomes.Exists(static outcome => IsTouched(outcome))))
        {
            change.Source.MarkUnknown();
        }

        var failures = changes.SelectMany(static change => change.Outcomes).Where(static outcome => !outcome.IsDone).ToList();
        return new ReloadStepResult([.. done.Select(Settled)], Attempt(failures));
    }

    // By container, the outcome of those whose processes were ended.
    private async Task<Dictionary<string, ReloadOutcome>> RestartAsync(List<Change> changes)
    {
        var ended = new Dictionary<string, ReloadOutcome>(StringComparer.Ordinal);
        foreach (var (container, outcome) in await AskAsync(restart, changes, byContainer: true, ended))
        {
            if (IsTouched(outcome))
            {
                ended[container] = outcome;
            }
        }

        return ended;
    }

    private async Task ReloadAsync(List<Change> changes, Dictionary<string, ReloadOutcome> ended)
    {
        if (!ReloadsByContainer)
        {
            var covered = changes.FindAll(change => change.Users.Count > 0 && change.Users.All(ended.ContainsKey));
            covered.ForEach(change => change.Outcomes.AddRange(change.Users.Select(user => ended[user])));
            changes.RemoveAll(covered.Contains);
        }

        await AskAsync(reload, changes, ReloadsByContainer, ended);
    }

    private async Task<IEnumerable<(string Container, ReloadOutcome Outcome)>> AskAsync(
        IReloader reloader, List<Change> changes, bool byContainer, Dictionary<string, ReloadOutcome> ended)
    {
        var parts = new List<(string Container, List<Change> Changes)>();
        foreach (var container in byContainer ? changes.SelectMany(static change => change.Users).Distinct() : [Application])
        {
            var its = changes.FindAll(change => !byContainer || change.Users.Contains(container));
            if (ended.TryGetValue(container, out var restarted) && byContainer)
            {
                its.ForEach(change => change.Outcomes.Add(restarted));
            }
            else if (its.Count > 0)
            {
                parts.Add((container, its));
            }
        }

        if (parts.Count == 0)
        {
            return [];
        }

        var outcomes = await reloader.ReloadAsync(parts.ConvertAll(part => Request(part.Container, part.Changes)));
        for (var index = 0; index < parts.Count; index++)
        {
            parts[index].Changes.ForEach(change => change.Outcomes.Add(outcomes[index]));
        }

        return parts.Select(static part => part.Container).Zip(outcomes);
    }

    private ReloadRequest Request(string container, List<Change> changes) => new(
        container == Application ? null : container,
        changes.ConvertAll(static change => new SourceContent(change.Name, change.Content)),
        changes.Max(static change => change.PlacedAt),
        changes.TrueForAll(static change => change.AtStart),
        _notified);

    private IReadOnlyList<string> Users(TrackedSource source) => context.Options.Containers.Count == 0
        ? [Application]
        : [.. _targets.Where(target => target.Sources.Contains(source.Option.Name)).Select(static target => target.Name)];

    private SettledSource Settled(Change change) => new(change.Source, change.Content, How(change), change.AtStart || change.Outcomes.Count == 0);

    private string How(Change change) =>
        change.Outcomes.Count == 0 ? "no container uses it"
        : change.AtStart ? "at start"
        : change.Outcomes.TrueForAll(static outcome => outcome.Result == ReloadOutcomeKind.NotNeeded) ? "the application restarted"
        : reload is NoReloader && !change.Source.Option.Restarts ? "no reload configured"
        : "reloaded";

    private static bool IsTouched(ReloadOutcome outcome) => outcome.Touched || outcome.Result == ReloadOutcomeKind.Reloaded;

    private static AttemptResult Attempt(List<ReloadOutcome> failures) => failures.Count == 0
        ? AttemptResult.Applied
        : new AttemptResult(
            failures.Exists(static failure => failure.Result == ReloadOutcomeKind.Failed) ? ReloadResult.Failed : ReloadResult.Refused,
            string.Join("; ", failures.Select(static failure => failure.Problem).Distinct()));

    private sealed record Change(TrackedSource Source, ContentHash Content, long PlacedAt, IReadOnlyList<string> Users)
    {
        public string Name => Source.Option.Name;

        public bool AtStart { get; } = Source.Reloaded is null;

        /// <summary>One for each container that uses the source.</summary>
        public List<ReloadOutcome> Outcomes { get; } = [];
    }
}

/// <summary>The result of the step.</summary>
/// <param name="Settled">The sources that every container which uses them has.</param>
/// <param name="Attempt">The result for all.</param>
internal sealed record ReloadStepResult(IReadOnlyList<SettledSource> Settled, AttemptResult Attempt);

/// <summary>A source whose content every container has that uses it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Content">Its content.</param>
/// <param name="How">In what way, for the log.</param>
/// <param name="NeedsNoProof">True when no container was reloaded, so that there is nothing to verify.</param>
internal sealed record SettledSource(TrackedSource Source, ContentHash Content, string How, bool NeedsNoProof);

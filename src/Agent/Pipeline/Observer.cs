using ConfigSync.Agent.Events;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Pipeline;

/// <summary>Detects changes of the sources, waits until they have settled, and hands the newest reading to the applier.</summary>
internal sealed class Observer(AgentContext context, SourceWatches watches, Watchdog? watchdog)
{
    // Used without inotify: reading an unchanged source costs a few microseconds.
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(250);

    // Links that do not match for this long were not made by a kubelet and will not match later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // The sources that are being written, with the time that was first seen.
    private readonly Dictionary<TrackedSource, long> _settling = [];
    private readonly MemoryTrimmer _memory = new();
    private TimeSpan _retry = FirstRetry;
    private bool _live;

    /// <summary>Reads every source for the first time, until each has settled.</summary>
    public async Task StartAsync()
    {
        watches.Open();
        Look(context.Sources);
        while (_settling.Count > 0)
        {
            await context.Loop.DelayAsync(NextRetry());
            Look([.. _settling.Keys]);
        }

        foreach (var source in context.Sources.Where(static source => source.Desired is null))
        {
            source.StartedWithout();
        }

        _live = true;
    }

    // Every source is read again each interval even if inotify reports nothing: watches can be lost (see SourceWatches), and network
    // filesystems report no changes that another node makes.
    public async Task RunAsync()
    {
        var looked = context.Time.GetTimestamp();
        while (true)
        {
            var interval = watches.Problem is null || context.Options.Interval < PollingInterval ? context.Options.Interval : PollingInterval;
            var due = interval - context.Time.GetElapsedTime(looked);
            var quiet = !await HappenedAsync(_settling.Count > 0 ? NextRetry() : due < AgentStatus.LongestTurn ? due : AgentStatus.LongestTurn);
            context.Status.Turned();
            watchdog?.PutOff();

            var touched = watches.Read();
            touched.UnionWith(_settling.Keys);
            if (context.Time.GetElapsedTime(looked) >= interval)
            {
                looked = context.Time.GetTimestamp();
                watches.Open();
                touched.UnionWith(context.Sources);
            }

            Look(touched);
            if (quiet && touched.Count == 0)
            {
                _memory.Trim();
            }
        }
    }

    private async Task<bool> HappenedAsync(TimeSpan longest)
    {
        var wait = longest > TimeSpan.Zero ? longest : TimeSpan.Zero;
        if (watches.Handle is { } events)
        {
            return await context.Loop.ReadableAsync(events, wait);
        }

        await context.Loop.DelayAsync(wait);
        return false;
    }

    private TimeSpan NextRetry()
    {
        var wait = _retry;
        _retry = _retry * 2 < LongestRetry ? _retry * 2 : LongestRetry;
        return wait;
    }

    // The watch is added before the source is read: a change in between is then either read or reported. The other order would lose it.
    private void Look(IReadOnlyCollection<TrackedSource> sources)
    {
        foreach (var source in sources)
        {
            watches.Cover(source);
            Take(source, source.Reader.Read());
        }

        ReportWatching();
    }

    private void Take(TrackedSource source, SourceReading reading)
    {
        var since = _settling.TryGetValue(source, out var first) ? first : context.Time.GetTimestamp();
        var elapsed = context.Time.GetElapsedTime(since);
        if (reading.Condition is SourceCondition.Unsettled or SourceCondition.Moving && elapsed < Patience)
        {
            _settling[source] = since;
            return;
        }

        if (_settling.Remove(source))
        {
            _retry = FirstRetry;
        }

        if (reading is { Condition: SourceCondition.Unsettled, Problem: { } unsettled } && source.Desired?.Generation != reading.Snapshot!.Generation)
        {
            context.Log.NeverSettled(source.Option.Name, unsettled);
        }

        ReportCondition(source, reading);
        if (reading.Snapshot is { } snapshot)
        {
            Accept(source, snapshot, elapsed);
        }
    }

    private void Accept(TrackedSource source, SourceSnapshot snapshot, TimeSpan settle)
    {
        var before = source.Desired;
        var changed = source.Take(snapshot, _live);
        if (snapshot.Directories.Count > 0)
        {
            watches.Cover(source);
        }

        context.Report(source);
        if (changed && _live)
        {
            context.Status.Update(status => status.Sources.First(shown => shown.Name == source.Option.Name).Changes++);
            context.Status.Observe(Phase.Settle, settle);
            context.Log.ChangeObserved(source.Option.Name, snapshot.Content.Short, settle);
        }

        if (changed || before?.Layout != snapshot.Layout)
        {
            context.Announce(changed);
        }
    }

    private void ReportCondition(TrackedSource source, SourceReading reading)
    {
        source.IsEmpty = reading.Condition == SourceCondition.Empty;
        var problem = reading.Condition is SourceCondition.Good or SourceCondition.Unsettled ? null : reading.Problem;
        var before = context.Status.Read(status => status.Sources.First(shown => shown.Name == source.Option.Name).Problem);
        if (problem is not null && problem != before)
        {
            context.Log.SourceUnavailable(source.Option.Name, problem);
        }
        else if (problem is null && before is not null)
        {
            context.Log.SourceAvailable(source.Option.Name);
        }

        context.Status.Update(status =>
        {
            var shown = status.Sources.First(shown => shown.Name == source.Option.Name);
            shown.Condition = reading.Condition.ToString().ToLowerInvariant();
            shown.Problem = problem;
        });
    }

    private void ReportWatching()
    {
        var before = context.Status.Read(static status => status.WatchProblem);
        if (watches.Problem == before)
        {
            return;
        }

        if (watches.Problem is null)
        {
            context.Log.Watching();
        }
        else if (before is null)
        {
            context.Log.Polling(watches.Problem, PollingInterval);
        }

        context.Status.Update(status => status.WatchProblem = watches.Problem);
    }
}

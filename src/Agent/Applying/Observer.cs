using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Applying;

/// <summary>Notices changes of the sources, waits until they have settled, and leaves the newest reading for the applier.</summary>
internal sealed class Observer(Workshop shop, SourceWatches watches)
{
    // Without inotify a look a second costs a few microseconds; it is what the interval backs up that is gone.
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(250);

    // Links that do not match for so long were not made by a kubelet, and never will.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // When each source that is being written was first found so.
    private readonly Dictionary<TrackedSource, long> _settling = [];
    private readonly IdleMemory _memory = new();
    private TimeSpan _retry = FirstRetry;
    private bool _live;

    /// <summary>Looks at every source for the first time.</summary>
    public async Task StartAsync()
    {
        watches.Open();
        Look(shop.Sources);
        while (_settling.Count > 0)
        {
            await shop.Loop.DelayAsync(NextRetry());
            Look([.. _settling.Keys]);
        }

        foreach (var source in shop.Sources.Where(static source => source.Desired is null))
        {
            source.StartedWithout();
        }

        _live = true;
    }

    /// <summary>Watches until the loop ends.</summary>
    public async Task RunAsync()
    {
        var looked = shop.Time.GetTimestamp();
        while (true)
        {
            var interval = watches.Problem is null || shop.Options.Interval < PollingInterval ? shop.Options.Interval : PollingInterval;
            var due = interval - shop.Time.GetElapsedTime(looked);
            var quiet = !await HappenedAsync(_settling.Count > 0 ? NextRetry() : due < AgentStatus.LongestTurn ? due : AgentStatus.LongestTurn);
            shop.Status.Turned();

            var touched = watches.Read();
            touched.UnionWith(_settling.Keys);
            if (shop.Time.GetElapsedTime(looked) >= interval)
            {
                looked = shop.Time.GetTimestamp();
                watches.Open();
                touched.UnionWith(shop.Sources);
            }

            Look(touched);
            if (quiet && touched.Count == 0)
            {
                _memory.GiveBack();
            }
        }
    }

    private async Task<bool> HappenedAsync(TimeSpan longest)
    {
        var wait = longest > TimeSpan.Zero ? longest : TimeSpan.Zero;
        if (watches.Handle is { } events)
        {
            return await shop.Loop.ReadableAsync(events, wait);
        }

        await shop.Loop.DelayAsync(wait);
        return false;
    }

    private TimeSpan NextRetry()
    {
        var wait = _retry;
        _retry = _retry * 2 < LongestRetry ? _retry * 2 : LongestRetry;
        return wait;
    }

    // Watches come before the reading: what changes in between is then seen by one or by the other.
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
        var since = _settling.TryGetValue(source, out var first) ? first : shop.Time.GetTimestamp();
        var elapsed = shop.Time.GetElapsedTime(since);
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
            shop.Log.NeverSettled(source.Option.Name, unsettled);
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

        shop.Report(source);
        if (changed && _live)
        {
            shop.Status.Update(status => status.Sources.First(shown => shown.Name == source.Option.Name).Changes++);
            shop.Status.Observe(Phase.Settle, settle);
            shop.Log.ChangeObserved(source.Option.Name, snapshot.Content.Short, settle);
        }

        if (changed || before?.Layout != snapshot.Layout)
        {
            shop.Announce(changed);
        }
    }

    private void ReportCondition(TrackedSource source, SourceReading reading)
    {
        source.IsEmpty = reading.Condition == SourceCondition.Empty;
        var problem = reading.Condition is SourceCondition.Good or SourceCondition.Unsettled ? null : reading.Problem;
        var before = shop.Status.Read(status => status.Sources.First(shown => shown.Name == source.Option.Name).Problem);
        if (problem is not null && problem != before)
        {
            shop.Log.SourceUnavailable(source.Option.Name, problem);
        }
        else if (problem is null && before is not null)
        {
            shop.Log.SourceAvailable(source.Option.Name);
        }

        shop.Status.Update(status =>
        {
            var shown = status.Sources.First(shown => shown.Name == source.Option.Name);
            shown.Condition = reading.Condition.ToString().ToLowerInvariant();
            shown.Problem = problem;
        });
    }

    private void ReportWatching()
    {
        var before = shop.Status.Read(static status => status.WatchProblem);
        if (watches.Problem == before)
        {
            return;
        }

        if (watches.Problem is null)
        {
            shop.Log.Watching();
        }
        else if (before is null)
        {
            shop.Log.Polling(watches.Problem, PollingInterval);
        }

        shop.Status.Update(status => status.WatchProblem = watches.Problem);
    }
}

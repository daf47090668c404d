using ConfigSync.Controller.Cluster;

namespace ConfigSync.Controller.Rollouts;

/// <summary>
/// Decides which set of Pods is looked at next, and records which owners roll now. A set waits a little after a change, so that objects which change together cause
/// one rollout; but no longer than a few of those waits, however often they change. Pure: time is a parameter. Not thread-safe: its owner has the lock.
/// </summary>
internal sealed class RolloutQueue(RolloutTiming timing)
{
    // Changes that follow each other at shorter intervals than the wait would otherwise put a rollout off forever.
    private const int MostSettles = 5;

    private readonly Dictionary<PodSet, Waiting> _waiting = [];
    private readonly HashSet<PodSet> _sweep = [];
    private readonly Queue<PodSet> _parked = new();
    private readonly Dictionary<OwnerKey, TimeSpan> _rolling = [];

    public int Depth => _waiting.Count + _parked.Count;

    public int Active => _rolling.Count;

    /// <summary>The owners that roll now, and since when.</summary>
    public IReadOnlyDictionary<OwnerKey, TimeSpan> Rolling => _rolling;

    /// <summary>Enqueues a set after a change of an object that its Pods depend on.</summary>
    public void Offer(PodSet? set, TimeSpan now)
    {
        if (set is not null)
        {
            var first = _waiting.TryGetValue(set, out var waiting) ? waiting.FirstAt : now;
            var latest = first + (timing.Settle * MostSettles);
            var due = now + timing.Settle;
            _waiting[set] = new Waiting(first, due < latest ? due : latest);
        }
    }

    /// <summary>Looks at a set again after a while, unless a change has enqueued it already.</summary>
    public void Retry(PodSet set, TimeSpan now, TimeSpan after)
    {
        if (!_waiting.ContainsKey(set))
        {
            _waiting[set] = new Waiting(now, now + after);
        }
    }

    /// <summary>
    /// Looks at every set once, for changes while nobody led. Until that is done nothing starts to roll: only then is it known what rolls already and counts
    /// against the limit.
    /// </summary>
    public void BeginSweep(IEnumerable<PodSet> sets, TimeSpan now)
    {
        foreach (var set in sets)
        {
            _sweep.Add(set);
            _waiting[set] = new Waiting(now, now);
        }
    }

    public PodSet? TryTake(TimeSpan now)
    {
        PodSet? next = null;
        var due = TimeSpan.MaxValue;
        foreach (var (set, waiting) in _waiting)
        {
            if (waiting.DueAt <= now && waiting.DueAt < due)
            {
                (next, due) = (set, waiting.DueAt);
            }
        }

        if (next is null)
        {
            return MayRoll && _parked.TryDequeue(out var parked) ? parked : null;
        }

        _waiting.Remove(next);
        return next;
    }

    /// <summary>The set was looked at.</summary>
    public void Seen(PodSet set) => _sweep.Remove(set);

    /// <summary>True when another owner may start to roll.</summary>
    public bool MayRoll => _sweep.Count == 0 && _rolling.Count < timing.Limit;

    /// <summary>Lets a set wait until an owner has finished.</summary>
    public void Park(PodSet set)
    {
        if (!_parked.Contains(set))
        {
            _parked.Enqueue(set);
        }
    }

    public void Start(OwnerKey owner, TimeSpan now) => _rolling.TryAdd(owner, now);

    public void Finish(OwnerKey owner) => _rolling.Remove(owner);

    public bool IsOverdue(OwnerKey owner, TimeSpan now) => _rolling.TryGetValue(owner, out var since) && now - since >= timing.Timeout;

    /// <summary>The time at which <see cref="TryTake"/> is worth the next call; <see langword="null"/> when only a change makes it so.</summary>
    public TimeSpan? NextAt(TimeSpan now) => MayRoll && _parked.Count > 0 ? now : _waiting.Count > 0 ? _waiting.Values.Min(waiting => waiting.DueAt) : null;

    /// <summary>Forgets everything: another replica leads now.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _sweep.Clear();
        _parked.Clear();
        _rolling.Clear();
    }

    private readonly record struct Waiting(TimeSpan FirstAt, TimeSpan DueAt);
}

using ConfigSync.Controller.Index;

namespace ConfigSync.Controller.Rollouts;

/// <summary>
/// Which workload is looked at next, and which owners roll now. A workload waits a little after a change, so that objects which change together cause one rollout;
/// but no longer than a few of those waits, however often they change. Pure: the time comes in as a parameter.
/// </summary>
internal sealed class RolloutQueue(RolloutTiming timing)
{
    // Changes that follow each other at shorter intervals than the wait would otherwise put a rollout off forever.
    private const int MostSettles = 5;

    private readonly Dictionary<Workload, Waiting> _waiting = [];
    private readonly HashSet<Workload> _sweep = [];
    private readonly Queue<Workload> _parked = new();
    private readonly Dictionary<OwnerKey, TimeSpan> _rolling = [];

    public int Depth => _waiting.Count + _parked.Count;

    public int Active => _rolling.Count;

    /// <summary>The owners that roll, and since when.</summary>
    public IReadOnlyDictionary<OwnerKey, TimeSpan> Rolling => _rolling;

    /// <summary>Takes note of a change of something that the workload's Pods depend on.</summary>
    public void Offer(Workload? workload, TimeSpan now)
    {
        if (workload is not null)
        {
            var first = _waiting.TryGetValue(workload, out var waiting) ? waiting.FirstAt : now;
            var latest = first + (timing.Settle * MostSettles);
            var due = now + timing.Settle;
            _waiting[workload] = new Waiting(first, due < latest ? due : latest);
        }
    }

    /// <summary>Looks at a workload again at a later time.</summary>
    public void Retry(Workload workload, TimeSpan now, TimeSpan after)
    {
        if (!_waiting.ContainsKey(workload))
        {
            _waiting[workload] = new Waiting(now, now + after);
        }
    }

    /// <summary>Looks at every workload once, for what changed while nobody led. Until that is done nothing rolls: only then is it known what rolls already.</summary>
    public void BeginSweep(IEnumerable<Workload> workloads, TimeSpan now)
    {
        foreach (var workload in workloads)
        {
            _sweep.Add(workload);
            _waiting[workload] = new Waiting(now, now);
        }
    }

    public Workload? TryTake(TimeSpan now)
    {
        Workload? next = null;
        var due = TimeSpan.MaxValue;
        foreach (var (workload, waiting) in _waiting)
        {
            if (waiting.DueAt <= now && waiting.DueAt < due)
            {
                (next, due) = (workload, waiting.DueAt);
            }
        }

        if (next is null)
        {
            return MayRoll && _parked.TryDequeue(out var parked) ? parked : null;
        }

        _waiting.Remove(next);
        return next;
    }

    /// <summary>The workload was looked at.</summary>
    public void Seen(Workload workload) => _sweep.Remove(workload);

    /// <summary>Whether another owner may start to roll.</summary>
    public bool MayRoll => _sweep.Count == 0 && _rolling.Count < timing.Limit;

    /// <summary>Lets a workload wait until an owner has finished.</summary>
    public void Park(Workload workload)
    {
        if (!_parked.Contains(workload))
        {
            _parked.Enqueue(workload);
        }
    }

    public void Start(OwnerKey owner, TimeSpan now) => _rolling.TryAdd(owner, now);

    public void Finish(OwnerKey owner) => _rolling.Remove(owner);

    public bool IsOverdue(OwnerKey owner, TimeSpan now) => _rolling.TryGetValue(owner, out var since) && now - since >= timing.Timeout;

    /// <summary>When <see cref="TryTake"/> is worth the next call; <see langword="null"/> when only a change makes it so.</summary>
    public TimeSpan? NextAt(TimeSpan now) => MayRoll && _parked.Count > 0 ? now : _waiting.Count > 0 ? _waiting.Values.Min(waiting => waiting.DueAt) : null;

    /// <summary>Forgets everything: another leads now.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _sweep.Clear();
        _parked.Clear();
        _rolling.Clear();
    }

    private readonly record struct Waiting(TimeSpan FirstAt, TimeSpan DueAt);
}

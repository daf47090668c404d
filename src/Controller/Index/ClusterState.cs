using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Kubernetes.Watching;

namespace ConfigSync.Controller.Index;

/// <summary>
/// What is known of the cluster, and what is to be done about it. Every replica follows the cluster; only the one that leads queues work.
/// One lock guards all of it, held for dictionary look-ups and never while waiting for anything.
/// </summary>
internal sealed class ClusterState
{
    // A change that came shortly before its Pod was seen may have come after the Pod mounted it: the two watches are not in step.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    // What changed longer ago than this, the kubelet has fetched by itself.
    private static readonly TimeSpan KubeletPeriod = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly MonotonicClock _clock;
    private readonly TimeProvider _time;
    private readonly NudgeTiming _timing;
    private readonly PodIndex _pods = new();
    private readonly ObjectVersions[] _objects = [new(ObjectKind.ConfigMap), new(ObjectKind.Secret)];
    private readonly NudgeQueue _nudges;
    private readonly RolloutQueue _rollouts;
    private readonly bool _withSecrets;
    private bool _secretsForbidden;
    private bool _leads;

    public ClusterState(NudgeTiming timing, RolloutTiming? rollouts, bool withSecrets, TimeProvider time)
    {
        _timing = timing;
        _time = time;
        _clock = new MonotonicClock(time);
        _nudges = new NudgeQueue(timing);
        _rollouts = new RolloutQueue(rollouts ?? new RolloutTiming());
        _withSecrets = withSecrets;
        WithRollouts = rollouts is not null;
        NudgesChanged = new Signal(time);
        RolloutsChanged = new Signal(time);
    }

    public bool WithRollouts { get; }

    public Signal NudgesChanged { get; }

    public Signal RolloutsChanged { get; }

    /// <summary>Completed when everything that may be watched has been listed.</summary>
    public TaskCompletionSource Synced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsSynced => Synced.Task.IsCompleted;

    /// <summary>Takes what the watcher of Pods tells.</summary>
    public void TakePod(ResourceChange change)
    {
        lock (_lock)
        {
            switch (change.Kind)
            {
                case ResourceChangeKind.ListStarted: _pods.BeginList(); break;
                case ResourceChangeKind.ListCompleted: _pods.EndList(); break;
                case ResourceChangeKind.Deleted: _pods.Remove(change.Subject!); break;
                case ResourceChangeKind.Listed or ResourceChangeKind.Upserted when _pods.Upsert(change.Subject!) is { } added && _leads: Greet(added); break;
            }
        }

        AfterChange(change.Kind);
    }

    /// <summary>Takes what the watcher of ConfigMaps or Secrets tells.</summary>
    public void TakeObject(ObjectKind kind, ResourceChange change)
    {
        lock (_lock)
        {
            var objects = _objects[(int)kind];
            switch (change.Kind)
            {
                case ResourceChangeKind.ListStarted: objects.BeginList(); break;
                case ResourceChangeKind.ListCompleted: objects.EndList(); break;
                case ResourceChangeKind.Deleted: objects.Remove(change.Subject!); break;
                case ResourceChangeKind.Failed when kind == ObjectKind.Secret: _secretsForbidden = change.Error!.IsForbidden; break;
                case ResourceChangeKind.Listed or ResourceChangeKind.Upserted when objects.Upsert(change.Subject!, _time.GetUtcNow()) is { } changed && _leads:
                    Announce(changed);
                    break;
            }
        }

        AfterChange(change.Kind);
    }

    /// <summary>Starts to queue work: first of all what may have been missed while nobody led.</summary>
    public void BeginLeading()
    {
        lock (_lock)
        {
            _leads = true;
            foreach (var pod in _pods.All)
            {
                pod.Nudge = default;
            }

            foreach (var key in _objects.SelectMany(objects => objects.ChangedSince(_time.GetUtcNow() - KubeletPeriod)))
            {
                NudgeAllThatMissed(key);
            }

            if (WithRollouts)
            {
                _rollouts.BeginSweep(_pods.Workloads, _clock.Now);
            }
        }

        NudgesChanged.Set();
        RolloutsChanged.Set();
    }

    public void EndLeading()
    {
        lock (_lock)
        {
            _leads = false;
            _nudges.Clear();
            _rollouts.Clear();
        }
    }

    /// <summary>Works on the queue of nudges under the lock.</summary>
    public T WithNudges<T>(Func<NudgeQueue, TimeSpan, T> action)
    {
        lock (_lock)
        {
            return action(_nudges, _clock.Now);
        }
    }

    /// <summary>Works on the queue of rollouts under the lock.</summary>
    public T WithRolloutQueue<T>(Func<RolloutQueue, TimeSpan, T> action)
    {
        lock (_lock)
        {
            return action(_rollouts, _clock.Now);
        }
    }

    /// <summary>What the newest Pod of some workloads depends on: the older ones may be of an earlier template.</summary>
    public IReadOnlyList<ObjectNeed> NewestNeeds(IEnumerable<Workload> workloads)
    {
        lock (_lock)
        {
            return workloads.SelectMany(workload => workload.Pods).MaxBy(pod => (pod.CreatedAt, pod.Uid))?.Needs.Rolled ?? [];
        }
    }

    public ClusterCounts Count()
    {
        lock (_lock)
        {
            return new ClusterCounts(_pods.Count, _objects.Sum(objects => objects.Count), _nudges.Depth, _rollouts.Depth, _rollouts.Active);
        }
    }

    private void AfterChange(ResourceChangeKind kind)
    {
        if (kind is ResourceChangeKind.ListCompleted or ResourceChangeKind.Failed)
        {
            lock (_lock)
            {
                if (_pods.IsSynced && _objects[0].IsSynced && (!_withSecrets || _secretsForbidden || _objects[1].IsSynced))
                {
                    Synced.TrySetResult();
                }
            }
        }

        NudgesChanged.Set();
        RolloutsChanged.Set();
    }

    /// <summary>Queues what the change of an object asks for.</summary>
    private void Announce(ObjectKey key)
    {
        foreach (var pod in _pods.NudgedBy(key))
        {
            _nudges.Offer(pod, _clock.Now);
        }

        if (!WithRollouts)
        {
            return;
        }

        foreach (var pod in _pods.RolledBy(key))
        {
            _rollouts.Offer(pod.Workload, _clock.Now);
        }
    }

    /// <summary>Queues what a Pod that was not known before asks for.</summary>
    private void Greet(PodEntry pod)
    {
        var since = _time.GetUtcNow() - Skew;
        if (pod.Needs.Nudged.Any(need => _objects[(int)need.Kind].ChangedAt(need.In(pod.Namespace)) >= since))
        {
            _nudges.Offer(pod, _clock.Now);
        }

        if (WithRollouts && pod.Needs.Rolled.Count > 0 && pod.Workload is { } workload && workload.TryMeet(pod.Needs))
        {
            _rollouts.Offer(workload, _clock.Now);
        }
    }

    private void NudgeAllThatMissed(ObjectKey key)
    {
        // The last leader counted from when it heard of the change, which is not quite when this replica did: half a repeat tells its first patch
        // from its second, wherever in between the two heard.
        var served = (_objects[(int)key.Kind].ChangedAt(key) + (_timing.Repeat / 2)).ToUnixTimeMilliseconds();
        foreach (var pod in _pods.NudgedBy(key))
        {
            if (pod.NudgedAt < served)
            {
                _nudges.Offer(pod, _clock.Now);
            }
        }
    }
}

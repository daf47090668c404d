using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Timing;

namespace ConfigSync.Controller.Rollouts;

/// <summary>
/// The sets of Pods that are to be looked at, and the owners that roll now. While this replica leads, changes of the cluster come in
/// (<see cref="IClusterSubscriber"/>), and <see cref="Roller"/> takes the sets out.
/// </summary>
internal sealed class PendingRollouts(RolloutTiming timing, TimeProvider time) : IClusterSubscriber
{
    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(10);

    // Guards the queue. It is the innermost lock: taken by publications under the lock of the cluster, and by the Roller under none; nothing that takes another
    // lock is called while it is held, so the two can't deadlock.
    private readonly Lock _lock = new();
    private readonly RolloutQueue _queue = new(timing);
    private readonly MonotonicClock _clock = new(time);
    private readonly WakeSignal _changed = new(time);

    public (int Waiting, int Active) Count()
    {
        lock (_lock)
        {
            return (_queue.Depth, _queue.Active);
        }
    }

    /// <summary>Enqueues every set: what changed while nobody led is found by comparing contents.</summary>
    public void OnSubscribed(ClusterView cluster)
    {
        lock (_lock)
        {
            _queue.BeginSweep(cluster.PodSets, _clock.Now);
        }

        _changed.Set();
    }

    /// <summary>Pods of a new template may depend on other objects, whose contents are to be recorded.</summary>
    public void OnPodAdded(ClusterView cluster, PodEntry pod)
    {
        if (pod.Needs.Rolled.Count > 0 && pod.PodSet is { } set && set.TryUpdateNeeds(pod.Needs))
        {
            Enqueue([pod]);
        }
    }

    public void OnPodRemoved(PodEntry pod)
    {
        // A set without Pods needs nothing, which is found out when its turn comes.
    }

    public void OnObjectChanged(ClusterView cluster, ObjectKey key) => Enqueue(cluster.RolledBy(key));

    /// <summary>The next set to look at now, if there is one; or else the time until the next look is worth it. Each one taken must be completed.</summary>
    public PodSet? TryTake(out TimeSpan? wait, out bool isRolling)
    {
        lock (_lock)
        {
            var now = _clock.Now;
            var next = _queue.TryTake(now);
            wait = _queue.NextAt(now) - now;
            isRolling = _queue.Active > 0;
            return next;
        }
    }

    public void Complete(PodSet set, RolloutOutcome outcome)
    {
        lock (_lock)
        {
            _queue.Seen(set);
            switch (outcome)
            {
                case RolloutOutcome.Queued: _queue.Park(set); break;
                case RolloutOutcome.Conflict: _queue.Retry(set, _clock.Now, ConflictPause); break;
                case RolloutOutcome.Failed: _queue.Retry(set, _clock.Now, FailurePause); break;
            }
        }
    }

    /// <summary>Records an owner that rolls already: it counts against the limit.</summary>
    public void MarkRolling(OwnerKey owner)
    {
        lock (_lock)
        {
            _queue.Start(owner, _clock.Now);
        }
    }

    /// <summary>Starts to roll an owner, if the limit allows it.</summary>
    public bool TryStart(OwnerKey owner)
    {
        lock (_lock)
        {
            // One that rolls already may be changed again: it is still one owner rolling.
            if (!_queue.MayRoll && !_queue.Rolling.ContainsKey(owner))
            {
                return false;
            }

            _queue.Start(owner, _clock.Now);
            return true;
        }
    }

    /// <summary>The owners that roll now.</summary>
    public OwnerKey[] Rolling()
    {
        lock (_lock)
        {
            return [.. _queue.Rolling.Keys];
        }
    }

    public bool IsOverdue(OwnerKey owner)
    {
        lock (_lock)
        {
            return _queue.IsOverdue(owner, _clock.Now);
        }
    }

    public void Finish(OwnerKey owner)
    {
        lock (_lock)
        {
            _queue.Finish(owner);
        }
    }

    public Task WaitAsync(TimeSpan? longest, CancellationToken cancellationToken) => _changed.WaitAsync(longest, cancellationToken);

    public void OnUnsubscribed()
    {
        lock (_lock)
        {
            _queue.Clear();
        }
    }

    private void Enqueue(IReadOnlyCollection<PodEntry> pods)
    {
        lock (_lock)
        {
            foreach (var pod in pods)
            {
                _queue.Offer(pod.PodSet, _clock.Now);
            }
        }

        _changed.Set();
    }
}

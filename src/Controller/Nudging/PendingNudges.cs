using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Timing;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Nudging;

/// <summary>
/// The nudges that are to be sent. While this replica leads, changes of the cluster come in (<see cref="IClusterSubscriber"/>), and <see cref="Nudger"/> takes
/// the nudges out.
/// </summary>
internal sealed class PendingNudges(NudgeTiming timing, TimeProvider time) : IClusterSubscriber
{
    // A change that was seen shortly before its Pod may have come after the Pod mounted it: the two watches are not in step.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    // What changed longer ago than this, the kubelet has synced by itself.
    private static readonly TimeSpan KubeletPeriod = TimeSpan.FromMinutes(2);

    // Guards the queue, with the state of each Pod in it, and the back-off. It is the innermost lock: taken by publications under the lock of the cluster, and by
    // the Nudger under none; nothing that takes another lock is called while it is held, so the two can't deadlock.
    private readonly Lock _lock = new();
    private readonly NudgeQueue _queue = new(timing);
    private readonly RequestBackoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), Random.Shared);
    private readonly MonotonicClock _clock = new(time);
    private readonly WakeSignal _changed = new(time);

    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _queue.Depth;
            }
        }
    }

    /// <summary>Enqueues the Pods that missed a change while nobody led.</summary>
    public void OnSubscribed(ClusterView cluster)
    {
        lock (_lock)
        {
            foreach (var key in cluster.ChangedSince(time.GetUtcNow() - KubeletPeriod))
            {
                EnqueueMissed(cluster, key);
            }
        }

        _changed.Set();
    }

    public void OnPodAdded(ClusterView cluster, PodEntry pod)
    {
        var since = time.GetUtcNow() - Skew;
        if (pod.Needs.Nudged.Any(need => cluster.ChangedAt(need.In(pod.Namespace)) >= since))
        {
            Enqueue([pod]);
        }
    }

    public void OnPodRemoved(PodEntry pod)
    {
        lock (_lock)
        {
            _queue.Remove(pod);
        }
    }

    public void OnObjectChanged(ClusterView cluster, ObjectKey key) => Enqueue(cluster.NudgedBy(key));

    /// <summary>The next nudge to send now, if there is one; or else the time until the next look is worth it. Each one taken must be completed.</summary>
    public Nudge? TryTake(out TimeSpan? wait)
    {
        lock (_lock)
        {
            var now = _clock.Now;
            var next = _queue.TryTake(now);
            wait = next is null ? _queue.NextAt(now) - now : null;
            return next;
        }
    }

    public void Complete(PodEntry pod, NudgeOutcome outcome)
    {
        lock (_lock)
        {
            if (outcome == NudgeOutcome.Sent)
            {
                _backoff.Reset();
            }

            _queue.Complete(pod, outcome, _clock.Now);
        }

        _changed.Set();
    }

    /// <summary>Leaves the server alone for a while, and returns for how long. Nudges that fail together during a pause are one failure: zero.</summary>
    public TimeSpan Pause(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            var now = _clock.Now;
            if (_queue.IsPaused(now) && retryAfter is null)
            {
                return TimeSpan.Zero;
            }

            var wait = _backoff.Next(retryAfter);
            _queue.PauseUntil(now + wait);
            return wait;
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
                _queue.Offer(pod, _clock.Now);
            }
        }

        _changed.Set();
    }

    private void EnqueueMissed(ClusterView cluster, ObjectKey key)
    {
        // The last leader counted from when it saw the change, which is not exactly when this replica did: half a repeat separates its first patch
        // from its second, whichever of the two saw the change first.
        var served = (cluster.ChangedAt(key) + (timing.Repeat / 2)).ToUnixTimeMilliseconds();
        foreach (var pod in cluster.NudgedBy(key))
        {
            if (pod.NudgedAt < served)
            {
                _queue.Offer(pod, _clock.Now);
            }
        }
    }
}

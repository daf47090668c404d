using ConfigSync.Kubernetes.Watching;

namespace ConfigSync.Controller.Cluster;

/// <summary>
/// The injected Pods and the versions of the objects that they may depend on: an informer-like cache. Every replica keeps it up to date; what to do about a change
/// is up to the subscribers, which only the leader has.
/// </summary>
internal sealed class ClusterState
{
    // Guards everything below, including all Pods and Pod sets, and is held while subscribers are called: they see changes one at a time, in the order of the
    // watch events and of their subscription, and none falls between the state at OnSubscribed and the first change after it.
    // Lock order: this one first, then a subscriber's own. No deadlock: no subscriber calls in here with its lock held, and nobody waits for a task or does I/O
    // under either.
    private readonly Lock _lock = new();
    private readonly List<IClusterSubscriber> _subscribers = [];
    private readonly ObjectVersions[] _objects = [new(ObjectKind.ConfigMap), new(ObjectKind.Secret)];
    private readonly PodIndex _pods;
    private readonly ClusterView _view;
    private readonly TimeProvider _time;
    private readonly bool _withSecrets;
    private bool _secretsForbidden;

    public ClusterState(bool withSecrets, TimeProvider time)
    {
        _withSecrets = withSecrets;
        _time = time;
        _pods = new PodIndex(PublishRemoved);
        _view = new ClusterView(_pods, _objects);
    }

    /// <summary>Completed when everything that we may watch has been listed.</summary>
    public TaskCompletionSource Synced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsSynced => Synced.Task.IsCompleted;

    /// <summary>Publishes to a subscriber while work runs: first the state as it is now, then every change. No call follows when this returns.</summary>
    public async Task PublishDuringAsync(Func<Task> work, IClusterSubscriber subscriber)
    {
        lock (_lock)
        {
            subscriber.OnSubscribed(_view);
            _subscribers.Add(subscriber);
        }

        try
        {
            await work();
        }
        finally
        {
            lock (_lock)
            {
                _subscribers.Remove(subscriber);
                // Under the lock: a change that was published after the subscriber cleared its queue would stay there until it is subscribed again.
                subscriber.OnUnsubscribed();
            }
        }
    }

    public void ApplyPodChange(ResourceChange change)
    {
        lock (_lock)
        {
            switch (change.Kind)
            {
                case ResourceChangeKind.ListStarted: _pods.BeginList(); break;
                case ResourceChangeKind.ListCompleted: _pods.EndList(); break;
                case ResourceChangeKind.Deleted: _pods.Remove(change.Subject!); break;
                case ResourceChangeKind.Listed or ResourceChangeKind.Upserted when _pods.Upsert(change.Subject!) is { } added: PublishAdded(added); break;
            }

            CompleteWhenSynced();
        }
    }

    public void ApplyObjectChange(ObjectKind kind, ResourceChange change)
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
                case ResourceChangeKind.Listed or ResourceChangeKind.Upserted when objects.Upsert(change.Subject!, _time.GetUtcNow()) is { } changed:
                    PublishChanged(changed);
                    break;
            }

            CompleteWhenSynced();
        }
    }

    /// <summary>The annotation value for the next nudge of a Pod. It grows with each nudge and with time, so that the next leader knows when a Pod was nudged.</summary>
    public long NextNudge(PodEntry pod)
    {
        lock (_lock)
        {
            return pod.NudgedAt = Math.Max(pod.NudgedAt + 1, _time.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    /// <summary>The needs of the newest Pod of some sets: the older ones may be of an earlier template.</summary>
    public IReadOnlyList<ObjectNeed> NewestNeeds(IEnumerable<PodSet> sets)
    {
        lock (_lock)
        {
            return sets.SelectMany(set => set.Pods).MaxBy(pod => (pod.CreatedAt, pod.Uid))?.Needs.Rolled ?? [];
        }
    }

    public bool HasPods(PodSet set)
    {
        lock (_lock)
        {
            return set.Pods.Count > 0;
        }
    }

    public ClusterCounts Count()
    {
        lock (_lock)
        {
            return new ClusterCounts(_pods.Count, _objects.Sum(objects => objects.Count));
        }
    }

    private void CompleteWhenSynced()
    {
        // Secrets that we may not list will not come: waiting for them would keep all the rest from being served.
        if (!IsSynced && _pods.IsSynced && _objects[0].IsSynced && (!_withSecrets || _secretsForbidden || _objects[1].IsSynced))
        {
            Synced.TrySetResult();
        }
    }

    private void PublishAdded(PodEntry pod)
    {
        foreach (var subscriber in _subscribers)
        {
            subscriber.OnPodAdded(_view, pod);
        }
    }

    private void PublishRemoved(PodEntry pod)
    {
        foreach (var subscriber in _subscribers)
        {
            subscriber.OnPodRemoved(pod);
        }
    }

    private void PublishChanged(ObjectKey key)
    {
        foreach (var subscriber in _subscribers)
        {
            subscriber.OnObjectChanged(_view, key);
        }
    }
}

/// <summary>The numbers of objects that are cached.</summary>
internal sealed record ClusterCounts(int Pods, int Objects);

using ConfigSync.Contract;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Watching;

namespace ConfigSync.Controller.Cluster;

/// <summary>Watches the injected Pods and the objects they may depend on, on every replica, so that the cache of the next leader is warm.</summary>
internal sealed class ClusterWatch(ClusterState cluster, KubernetesClient client, bool withSecrets, TimeProvider time, ILogger<ClusterWatch> log)
{
    // Resources whose watch failed. Each watch reports on its own thread, so it is its own lock: held for one operation, and nothing is called under it.
    private readonly HashSet<string> _failed = [];

    /// <summary>Watches that were started again, by resource.</summary>
    public IReadOnlyDictionary<string, CounterSet<WatchRestart>> Restarts { get; } = new Dictionary<string, CounterSet<WatchRestart>>(StringComparer.Ordinal)
    {
        [ResourceType.Pods.Plural] = new(),
        [ResourceType.ConfigMaps.Plural] = new(),
        [ResourceType.Secrets.Plural] = new(),
    };

    public async Task RunAsync(CancellationToken stop)
    {
        var pods = new ResourceQuery(ResourceType.Pods)
        {
            LabelSelector = $"{InjectedNames.StatusLabelKey}={InjectedNames.StatusInjected}",
            // We read metadata only, which has no phase; so the server leaves out the Pods that have ended.
            FieldSelector = "status.phase!=Succeeded,status.phase!=Failed",
            Annotations = [InjectedNames.RecordAnnotationKey, InjectedNames.NudgeAnnotationKey],
        };
        List<Task> watches = [WatchAsync(pods, cluster.ApplyPodChange, stop), WatchAsync(ObjectKind.ConfigMap, ResourceType.ConfigMaps, stop)];
        if (withSecrets)
        {
            watches.Add(WatchAsync(ObjectKind.Secret, ResourceType.Secrets, stop));
        }

        await Task.WhenAll(watches);
    }

    private Task WatchAsync(ObjectKind kind, ResourceType type, CancellationToken stop) =>
        WatchAsync(new ResourceQuery(type), change => cluster.ApplyObjectChange(kind, change), stop);

    private Task WatchAsync(ResourceQuery query, Action<ResourceChange> apply, CancellationToken stop)
    {
        var resource = query.Type.Plural;
        return new ResourceWatcher(client, query, time, Random.Shared).RunAsync(
            change =>
            {
                apply(change);
                Report(resource, change);
            },
            stop);
    }

    private void Report(string resource, ResourceChange change)
    {
        switch (change.Kind)
        {
            case ResourceChangeKind.Restarted:
                Restarts[resource].Add(change.Restart);
                break;
            case ResourceChangeKind.Failed when change.Error is { IsForbidden: true } error:
                // Logged once: the permission is missing until somebody grants it.
                if (TryMarkFailed(resource))
                {
                    log.WatchForbidden(error.Message, resource);
                }

                break;
            case ResourceChangeKind.Failed:
                TryMarkFailed(resource);
                log.WatchBroken(change.Error!.Message, resource, change.RetryIn.TotalSeconds);
                break;
            case ResourceChangeKind.ListCompleted or ResourceChangeKind.Upserted when TryMarkRestored(resource):
                log.WatchRestored(resource);
                break;
        }
    }

    private bool TryMarkFailed(string resource)
    {
        lock (_failed)
        {
            return _failed.Add(resource);
        }
    }

    private bool TryMarkRestored(string resource)
    {
        lock (_failed)
        {
            return _failed.Remove(resource);
        }
    }
}

using ConfigSync.Contract;
using ConfigSync.Controller.Index;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Watching;

namespace ConfigSync.Controller;

/// <summary>Follows the injected Pods and what they may depend on, on every replica, so that one that comes to lead knows everything already.</summary>
internal sealed class ClusterWatch(ClusterState cluster, KubernetesClient client, ControllerMetrics metrics, bool withSecrets, TimeProvider time, ILogger<ClusterWatch> log)
{
    private readonly HashSet<string> _lost = [];

    public async Task RunAsync(CancellationToken stop)
    {
        var pods = new ResourceQuery(ResourceType.Pods)
        {
            LabelSelector = $"{InjectedNames.StatusLabelKey}={InjectedNames.StatusInjected}",
            // Metadata does not say it, but the server can leave out the Pods that have ended.
            FieldSelector = "status.phase!=Succeeded,status.phase!=Failed",
            Annotations = [InjectedNames.RecordAnnotationKey, InjectedNames.NudgeAnnotationKey],
        };
        List<Task> watches = [FollowAsync(pods, cluster.TakePod, stop), FollowAsync(ObjectKind.ConfigMap, ResourceType.ConfigMaps, stop)];
        if (withSecrets)
        {
            watches.Add(FollowAsync(ObjectKind.Secret, ResourceType.Secrets, stop));
        }

        await Task.WhenAll(watches);
    }

    private Task FollowAsync(ObjectKind kind, ResourceType type, CancellationToken stop) =>
        FollowAsync(new ResourceQuery(type), change => cluster.TakeObject(kind, change), stop);

    private Task FollowAsync(ResourceQuery query, Action<ResourceChange> take, CancellationToken stop)
    {
        var resource = query.Type.Plural;
        return new ResourceWatcher(client, query, time, Random.Shared).RunAsync(
            change =>
            {
                take(change);
                Report(resource, change);
            },
            stop);
    }

    private void Report(string resource, ResourceChange change)
    {
        switch (change.Kind)
        {
            case ResourceChangeKind.Restarted:
                metrics.WatchRestarts[resource].Add(change.Restart);
                break;
            case ResourceChangeKind.Failed when change.Error is { IsForbidden: true } fault:
                // Said once: the right is missing until somebody grants it.
                if (TryLose(resource))
                {
                    log.WatchForbidden(fault.Message, resource);
                }

                break;
            case ResourceChangeKind.Failed:
                TryLose(resource);
                log.WatchBroken(change.Error!.Message, resource, change.RetryIn.TotalSeconds);
                break;
            case ResourceChangeKind.ListCompleted or ResourceChangeKind.Upserted when TryRegain(resource):
                log.WatchRestored(resource);
                break;
        }
    }

    private bool TryLose(string resource)
    {
        lock (_lost)
        {
            return _lost.Add(resource);
        }
    }

    private bool TryRegain(string resource)
    {
        lock (_lost)
        {
            return _lost.Remove(resource);
        }
    }
}

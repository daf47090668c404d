using ConfigSync.Controller.Index;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>Finds the owner whose template makes a workload's Pods. Asked of the server once per workload.</summary>
internal sealed class OwnerFinder(KubernetesClient client)
{
    private readonly Dictionary<OwnerKey, HashSet<Workload>> _workloads = [];

    /// <summary>The owner, or why there is none.</summary>
    public async Task<(OwnerKey? Owner, RolloutOutcome Otherwise)> FindAsync(Workload workload, CancellationToken cancellationToken)
    {
        if (workload.Owner is { } known)
        {
            return (known, default);
        }

        var reference = workload.Reference;
        if (reference is { Kind: "ReplicaSet", ApiVersion: "apps/v1" })
        {
            var replicaSet = await client.GetMetadataAsync(ResourceType.ReplicaSets, workload.Namespace, reference.Name, cancellationToken);
            if (replicaSet.Controller is null)
            {
                return (null, RolloutOutcome.NoOwner);
            }

            reference = replicaSet.Controller;
        }

        ResourceType? type = reference switch
        {
            { ApiVersion: "apps/v1", Kind: "Deployment" } => ResourceType.Deployments,
            { ApiVersion: "apps/v1", Kind: "StatefulSet" } => ResourceType.StatefulSets,
            { ApiVersion: "apps/v1", Kind: "DaemonSet" } => ResourceType.DaemonSets,
            _ => null,
        };
        if (type is null)
        {
            return (null, RolloutOutcome.UnsupportedOwner);
        }

        workload.Owner = new OwnerKey(type, workload.Namespace, reference.Name);
        Remember(workload.Owner, workload);
        return (workload.Owner, default);
    }

    /// <summary>Every workload of an owner that still has Pods: during a rollout there are two.</summary>
    public IReadOnlyCollection<Workload> WorkloadsOf(OwnerKey owner) => _workloads.GetValueOrDefault(owner) ?? (IReadOnlyCollection<Workload>)[];

    private void Remember(OwnerKey owner, Workload workload)
    {
        if (!_workloads.TryGetValue(owner, out var workloads))
        {
            _workloads.Add(owner, workloads = []);
        }

        workloads.RemoveWhere(static old => old.Pods.Count == 0);
        workloads.Add(workload);
    }
}

using System.Runtime.CompilerServices;
using ConfigSync.Controller.Cluster;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>Finds the owner whose Pod template a set of Pods is made from. The server is asked once per set. Used by one loop, so it needs no lock.</summary>
internal sealed class OwnerFinder(ClusterState cluster, KubernetesClient client)
{
    // An owner is forgotten together with its set, which nobody refers to once its Pods are gone.
    private readonly ConditionalWeakTable<PodSet, OwnerKey> _owners = [];
    private readonly Dictionary<OwnerKey, HashSet<PodSet>> _sets = [];

    /// <summary>The owner, or the reason why there is none.</summary>
    public async Task<(OwnerKey? Owner, RolloutOutcome Otherwise)> FindAsync(PodSet set, CancellationToken cancellationToken)
    {
        if (_owners.TryGetValue(set, out var known))
        {
            return (known, default);
        }

        var reference = set.Owner;
        if (reference is { Kind: "ReplicaSet", ApiVersion: "apps/v1" })
        {
            var replicaSet = await client.GetMetadataAsync(ResourceType.ReplicaSets, set.Namespace, reference.Name, cancellationToken);
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

        var owner = new OwnerKey(type, set.Namespace, reference.Name);
        Remember(owner, set);
        return (owner, default);
    }

    /// <summary>Every set of an owner that still has Pods: during a rollout there are two.</summary>
    public IReadOnlyCollection<PodSet> SetsOf(OwnerKey owner) => _sets.GetValueOrDefault(owner) ?? (IReadOnlyCollection<PodSet>)[];

    private void Remember(OwnerKey owner, PodSet set)
    {
        if (!_sets.TryGetValue(owner, out var sets))
        {
            _sets.Add(owner, sets = []);
        }

        sets.RemoveWhere(old => !cluster.HasPods(old));
        sets.Add(set);
        _owners.Add(set, owner);
    }
}

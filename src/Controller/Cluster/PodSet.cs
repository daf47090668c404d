using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Controller.Cluster;

/// <summary>The injected Pods of one controller owner: a ReplicaSet, StatefulSet or DaemonSet. Guarded by the lock of <see cref="ClusterState"/>.</summary>
internal sealed class PodSet(string namespaceName, OwnerReference owner)
{
    private PodNeeds? _needs;

    public string Namespace { get; } = namespaceName;

    public OwnerReference Owner { get; } = owner;

    public HashSet<PodEntry> Pods { get; } = [];

    /// <summary>Records what one of the Pods depends on. True when that differs from what was recorded last.</summary>
    public bool TryUpdateNeeds(PodNeeds needs)
    {
        var isNew = !ReferenceEquals(_needs, needs);
        _needs = needs;
        return isNew;
    }

    public override string ToString() => $"{Owner.Kind} '{Namespace}/{Owner.Name}'";
}

using ConfigSync.Controller.Rollouts;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Controller.Index;

/// <summary>What made a group of Pods: a ReplicaSet, StatefulSet or DaemonSet.</summary>
internal sealed class Workload(string inNamespace, OwnerReference reference)
{
    // What its Pods were last seen to depend on.
    private PodNeeds? _met;

    public string Namespace { get; } = inNamespace;

    public OwnerReference Reference { get; } = reference;

    public HashSet<PodEntry> Pods { get; } = [];

    /// <summary>The owner at the top, once it was looked up.</summary>
    public OwnerKey? Owner { get; set; }

    /// <summary>Takes note of what one of the Pods depends on. Returns whether that is news.</summary>
    public bool TryMeet(PodNeeds needs)
    {
        var isNews = !ReferenceEquals(_met, needs);
        _met = needs;
        return isNews;
    }

    public override string ToString() => $"{Reference.Kind} '{Namespace}/{Reference.Name}'";
}

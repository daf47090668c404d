using ConfigSync.Contract;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Controller.Rollouts;

/// <summary>A Deployment, StatefulSet or DaemonSet, as far as rolling it goes.</summary>
internal sealed record OwnerObject
{
    public ObjectMeta Metadata { get; init; } = new();

    public OwnerSpec Spec { get; init; } = new();

    public OwnerStatus Status { get; init; } = new();

    public ContentRecord? Recorded => ContentRecord.Parse(Metadata.Annotations?.GetValueOrDefault(InjectedNames.ContentHashAnnotationKey));

    /// <summary>Whether the template is one that we made.</summary>
    public bool WasRolledByUs => Spec.Template.Metadata.Annotations?.ContainsKey(InjectedNames.ContentHashAnnotationKey) == true;

    public bool IsOnDelete => Spec.UpdateStrategy?.Type == "OnDelete";

    /// <summary>Whether every Pod is of the current template and available.</summary>
    public bool HasFinished(ResourceType type)
    {
        if (Status.ObservedGeneration < (Metadata.Generation ?? 0))
        {
            return false;
        }

        if (type == ResourceType.DaemonSets)
        {
            return Status.UpdatedNumberScheduled >= Status.DesiredNumberScheduled && Status.NumberAvailable >= Status.DesiredNumberScheduled;
        }

        var wanted = Spec.Replicas ?? 1;
        var available = type == ResourceType.StatefulSets ? Status.ReadyReplicas : Status.AvailableReplicas;
        return Status.UpdatedReplicas >= wanted && Status.Replicas <= Status.UpdatedReplicas && available >= wanted;
    }
}

using ConfigSync.Contract;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Controller.Rollouts;

/// <summary>A Deployment, StatefulSet or DaemonSet: the fields that a rollout reads.</summary>
internal sealed record OwnerObject
{
    public ObjectMeta Metadata { get; init; } = new();

    public OwnerSpec Spec { get; init; } = new();

    public OwnerStatus Status { get; init; } = new();

    public ContentRecord? Recorded => ContentRecord.Parse(Metadata.Annotations?.GetValueOrDefault(InjectedNames.ContentHashAnnotationKey));

    /// <summary>True when the Pod template carries our annotation.</summary>
    public bool WasRolledByUs => Spec.Template.Metadata.Annotations?.ContainsKey(InjectedNames.ContentHashAnnotationKey) == true;

    public bool IsOnDelete => Spec.UpdateStrategy?.Type == "OnDelete";

    /// <summary>True when every Pod is of the current template and available, as <c>kubectl rollout status</c> decides it.</summary>
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

/// <summary>The identity of an owner: the object whose Pod template is changed to get new Pods.</summary>
internal sealed record OwnerKey(ResourceType Type, string Namespace, string Name)
{
    public override string ToString() => $"{Type.Kind} '{Namespace}/{Name}'";
}

internal sealed record OwnerSpec
{
    public bool Paused { get; init; }
    public int? Replicas { get; init; }
    public OwnerUpdateStrategy? UpdateStrategy { get; init; }
    public OwnerTemplate Template { get; init; } = new();
}

internal sealed record OwnerUpdateStrategy(string? Type);

internal sealed record OwnerTemplate
{
    public ObjectMeta Metadata { get; init; } = new();
}

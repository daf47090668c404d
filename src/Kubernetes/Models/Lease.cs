namespace ConfigSync.Kubernetes;

/// <summary>A Lease of <c>coordination.k8s.io/v1</c>.</summary>
public sealed record Lease
{
    public ObjectMeta? Metadata { get; init; }

    public LeaseSpec? Spec { get; init; }
}

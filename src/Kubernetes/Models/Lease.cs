namespace ConfigSync.Kubernetes.Models;

/// <summary>A Lease of <c>coordination.k8s.io/v1</c>: the lock of a leader election.</summary>
public sealed record Lease
{
    public ObjectMeta? Metadata { get; init; }

    public LeaseSpec? Spec { get; init; }
}

/// <summary>Who holds a Lease, and since when.</summary>
public sealed record LeaseSpec
{
    public string? HolderIdentity { get; init; }
    public int? LeaseDurationSeconds { get; init; }
    public string? AcquireTime { get; init; }
    public string? RenewTime { get; init; }
    public int? LeaseTransitions { get; init; }
}

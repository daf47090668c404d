namespace ConfigSync.Kubernetes.Leases;

/// <summary>The timing of a leader election. The defaults are those of Kubernetes' own controllers.</summary>
public sealed record LeaseTiming
{
    /// <summary>The time that others wait after the last renewal before they take over.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time without a renewal after which the holder stops: well before others take over.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two renewals, and between two looks of the others.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}

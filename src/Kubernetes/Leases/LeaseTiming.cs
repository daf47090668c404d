namespace ConfigSync.Kubernetes;

/// <summary>How a Lease is held. The defaults are those of Kubernetes' own controllers.</summary>
public sealed record LeaseTiming
{
    /// <summary>How long others leave a Lease alone that is no longer renewed.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long without a renewal the holder stops acting: well before others take over.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the holder renews, and how often others look.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}

namespace ConfigSync.Kubernetes;

/// <summary>What came of an attempt at a Lease.</summary>
internal enum LeaseOutcome
{
    /// <summary>It is ours until it is renewed no longer.</summary>
    Held,

    /// <summary>It is another's.</summary>
    Taken,

    /// <summary>The server did not say.</summary>
    Unknown,
}

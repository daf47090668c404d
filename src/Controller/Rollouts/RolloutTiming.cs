namespace ConfigSync.Controller.Rollouts;

/// <summary>How rollouts are paced.</summary>
internal sealed record RolloutTiming
{
    /// <summary>How long to wait after a change for others that belong to it.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many owners roll at once.</summary>
    public int Limit { get; init; } = 5;

    /// <summary>After how long an owner that has not finished no longer keeps others waiting.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}

namespace ConfigSync.Controller.Rollouts;

/// <summary>The pace of rollouts.</summary>
internal sealed record RolloutTiming
{
    /// <summary>The wait after a change for others that belong to it.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most owners that roll at once.</summary>
    public int Limit { get; init; } = 5;

    /// <summary>The time after which an owner that has not finished no longer counts against the limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}

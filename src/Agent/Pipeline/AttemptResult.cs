using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Pipeline;

/// <summary>How an attempt ended; without a result when something newer overtook it.</summary>
internal sealed record AttemptResult(ReloadResult? Result, string? Problem = null)
{
    /// <summary>There is something newer.</summary>
    public static AttemptResult Superseded { get; } = new(Result: null);

    /// <summary>Done.</summary>
    public static AttemptResult Applied { get; } = new(ReloadResult.Applied);
}

using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Pipeline;

/// <summary>The end of an attempt; without a result when newer content replaced it.</summary>
internal sealed record AttemptResult(ReloadResult? Result, string? Problem = null)
{
    public static AttemptResult Superseded { get; } = new(Result: null);

    public static AttemptResult Applied { get; } = new(ReloadResult.Applied);
}

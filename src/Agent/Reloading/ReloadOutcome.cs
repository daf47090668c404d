namespace ConfigSync.Agent.Reloading;

/// <summary>How telling the application went.</summary>
/// <param name="Result">The result.</param>
/// <param name="Problem">What was in the way.</param>
/// <param name="Touched">Whether the application, or a part of it, may have taken the content although the result does not say so.</param>
internal sealed record ReloadOutcome(ReloadOutcomeKind Result, string? Problem = null, bool Touched = false)
{
    public static ReloadOutcome Told { get; } = new(ReloadOutcomeKind.Told);

    public static ReloadOutcome NotNeeded { get; } = new(ReloadOutcomeKind.NotNeeded);

    public static ReloadOutcome Failed(string problem) => new(ReloadOutcomeKind.Failed, problem);

    public static ReloadOutcome Refused(string problem) => new(ReloadOutcomeKind.Refused, problem);
}

namespace ConfigSync.Agent.Reloading;

/// <summary>The outcome of a reload.</summary>
/// <param name="Result">The kind of outcome.</param>
/// <param name="Problem">The reason of a failure or refusal.</param>
/// <param name="Touched">True when the container, or a part of it, may have the content although the result does not say so.</param>
internal sealed record ReloadOutcome(ReloadOutcomeKind Result, string? Problem = null, bool Touched = false)
{
    public static ReloadOutcome Reloaded { get; } = new(ReloadOutcomeKind.Reloaded);

    public static ReloadOutcome NotNeeded { get; } = new(ReloadOutcomeKind.NotNeeded);

    public bool IsDone => Result is ReloadOutcomeKind.Reloaded or ReloadOutcomeKind.NotNeeded;

    public static ReloadOutcome Failed(string problem) => new(ReloadOutcomeKind.Failed, problem);

    public static ReloadOutcome Refused(string problem) => new(ReloadOutcomeKind.Refused, problem);
}

/// <summary>
/// The kinds of outcome. <see cref="NotNeeded"/>: the application started after the content was in place. <see cref="Failed"/>: worth trying again.
/// <see cref="Refused"/>: not tried, because it would do harm or have no effect.
/// </summary>
internal enum ReloadOutcomeKind
{
    Reloaded,
    NotNeeded,
    Failed,
    Refused,
}

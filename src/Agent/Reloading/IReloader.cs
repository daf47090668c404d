using ConfigSync.Agent.Processes;

namespace ConfigSync.Agent.Reloading;

/// <summary>A way to make the application use its new configuration.</summary>
internal interface IReloader
{
    public Task<ReloadOutcome> ReloadAsync(ReloadRequest request);
}

/// <summary>One reload.</summary>
/// <param name="PlacedAt">When the content became visible to the application: a process that started later has it.</param>
/// <param name="AtStart">True when the agent runs for the first time, so that the application may not have started yet.</param>
/// <param name="Notified">Processes that were notified of this content already, by an earlier attempt.</param>
internal sealed record ReloadRequest(long PlacedAt, bool AtStart, HashSet<ProcessIdentity> Notified);

/// <summary>The outcome of a reload.</summary>
/// <param name="Result">The kind of outcome.</param>
/// <param name="Problem">The reason of a failure or refusal.</param>
/// <param name="Touched">True when the application, or a part of it, may have the content although the result does not say so.</param>
internal sealed record ReloadOutcome(ReloadOutcomeKind Result, string? Problem = null, bool Touched = false)
{
    public static ReloadOutcome Reloaded { get; } = new(ReloadOutcomeKind.Reloaded);

    public static ReloadOutcome NotNeeded { get; } = new(ReloadOutcomeKind.NotNeeded);

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

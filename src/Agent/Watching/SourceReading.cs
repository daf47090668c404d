namespace ConfigSync.Agent.Watching;

/// <summary>The outcome of looking at a source.</summary>
/// <param name="Condition">How it was found.</param>
/// <param name="Snapshot">What was read, when it is <see cref="SourceCondition.Good"/> or could still change its mind.</param>
/// <param name="Problem">What is wrong, for people.</param>
internal sealed record SourceReading(SourceCondition Condition, SourceSnapshot? Snapshot, string? Problem)
{
    public static SourceReading Without(SourceCondition condition, string problem) => new(condition, null, problem);
}

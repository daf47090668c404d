namespace ConfigSync.Agent.Telling;

/// <summary>How telling the application went.</summary>
/// <param name="Result">The result.</param>
/// <param name="Problem">What was in the way.</param>
/// <param name="Touched">Whether the application, or a part of it, may have taken the content although the result does not say so.</param>
internal sealed record TellOutcome(TellResult Result, string? Problem = null, bool Touched = false)
{
    public static TellOutcome Told { get; } = new(TellResult.Told);

    public static TellOutcome NotNeeded { get; } = new(TellResult.NotNeeded);

    public static TellOutcome Failed(string problem) => new(TellResult.Failed, problem);

    public static TellOutcome Refused(string problem) => new(TellResult.Refused, problem);
}

namespace ConfigSync.Agent.Processes;

/// <summary>The outcome of looking for the processes to tell.</summary>
/// <param name="Found">Them, when they can be told.</param>
/// <param name="Refusal">Why none is told although there are some.</param>
internal sealed record TargetSearch(IReadOnlyList<ProcessInfo> Found, string? Refusal);

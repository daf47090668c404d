namespace ConfigSync.Agent.Copying;

/// <summary>How the copying went.</summary>
/// <param name="Wrote">Sources of which something was written or removed.</param>
/// <param name="Problems">What could not be copied.</param>
/// <param name="Clashes">Files that two copies want.</param>
/// <param name="Moved">Whether a source changed under the copying, so that a newer content is to come.</param>
internal sealed record CopyOutcome(IReadOnlySet<string> Wrote, IReadOnlyList<string> Problems, IReadOnlyList<string> Clashes, bool Moved);

using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.Watching;

/// <summary>One file of a source as it was read.</summary>
/// <param name="Path">Path relative to the source.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Hash">Hash of its content.</param>
/// <param name="Counts">Whether a change of it is one the application must hear of.</param>
internal sealed record SourceFile(string Path, uint Mode, ContentHash Hash, bool Counts);

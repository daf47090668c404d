namespace ConfigSync.Agent.Copying;

/// <summary>The source is no longer what was read of it: a newer content is on its way, and copying this one would be for nothing.</summary>
internal sealed class SourceMovedException(string path) : IOException($"can't copy '{path}': it changed while it was copied");

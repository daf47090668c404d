namespace ConfigSync.Agent.Copying;

/// <summary>The source has changed since it was read: newer content will follow, and this one need not be copied.</summary>
internal sealed class SourceMovedException(string path) : IOException($"can't copy '{path}': it changed while it was copied");

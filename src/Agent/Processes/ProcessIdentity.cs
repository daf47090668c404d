namespace ConfigSync.Agent.Processes;

/// <summary>A process and no other that gets its number later.</summary>
internal readonly record struct ProcessIdentity(int Id, long StartTicks);

using ConfigSync.Agent.Processes;

namespace ConfigSync.Agent.Reloading;

/// <summary>What the application is to be told of.</summary>
/// <param name="PlacedAt">When the content came to be where the application finds it: a process that started later has it.</param>
/// <param name="AtStart">Whether the agent just started for the first time, so that the application may not even run yet.</param>
/// <param name="Told">Processes that were told of this very content already.</param>
internal sealed record ReloadRequest(long PlacedAt, bool AtStart, HashSet<ProcessIdentity> Told);

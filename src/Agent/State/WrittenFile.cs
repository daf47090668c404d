using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.State;

/// <summary>A file that the agent wrote into a target.</summary>
/// <param name="Hash">Hash of what it wrote.</param>
/// <param name="Mode">The permission bits that it gave it.</param>
/// <param name="Rule">The copy it belongs to.</param>
internal sealed record WrittenFile(ContentHash Hash, uint Mode, string Rule);

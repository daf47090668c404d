using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.State;

/// <summary>The state that survives a restart of the agent.</summary>
internal sealed class AgentState
{
    /// <summary>By source.</summary>
    public Dictionary<string, SourceProgress> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>By absolute path of the target.</summary>
    public Dictionary<string, WrittenFile> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of processes that ended after a signal of the agent.</summary>
    public HashSet<string> EndedBySignal { get; } = new(StringComparer.Ordinal);
}

/// <summary>The progress of a source, as hashes of the content that each step handled last.</summary>
internal sealed record SourceProgress(ContentHash? Copied, ContentHash? Reloaded, ContentHash? Applied);

/// <summary>A file that the agent wrote into a target.</summary>
/// <param name="Hash">Hash of the content that was written.</param>
/// <param name="Mode">The permission bits that were set.</param>
/// <param name="Rule">The copy it belongs to.</param>
internal sealed record WrittenFile(ContentHash Hash, uint Mode, string Rule);

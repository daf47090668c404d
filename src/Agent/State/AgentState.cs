namespace ConfigSync.Agent.State;

/// <summary>What the agent remembers.</summary>
internal sealed class AgentState
{
    /// <summary>By source.</summary>
    public Dictionary<string, SourceProgress> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>By absolute path of the target.</summary>
    public Dictionary<string, WrittenFile> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of processes that our signal ended.</summary>
    public HashSet<string> EndedBySignal { get; } = new(StringComparer.Ordinal);
}

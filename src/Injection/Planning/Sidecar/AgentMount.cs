namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>One mount of the agent.</summary>
internal sealed record AgentMount(string Volume, string Path, string? SubPath = null, bool ReadOnly = false);

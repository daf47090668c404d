using ConfigSync.Injection.Planning.Edits;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>A container that is added.</summary>
internal sealed record AgentContainer
{
    public required string Name { get; init; }

    public required AgentProgram Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<AgentMount> Mounts { get; init; }

    public required AgentSecurity Security { get; init; }

    public required AgentResources Resources { get; init; }

    /// <summary>An init container that keeps running.</summary>
    public bool IsNativeSidecar { get; init; }

    /// <summary>The port that it serves HTTP on, or null.</summary>
    public int? Port { get; init; }

    /// <summary>True when containers after it must wait for the first copy.</summary>
    public bool HoldsBackStart { get; init; }
}

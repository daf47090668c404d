using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The user that the agent runs as, and in whose image.</summary>
internal sealed record AgentIdentity
{
    /// <summary>Its UID; null for the user of the image.</summary>
    public long? User { get; init; }

    /// <summary>Its GID, or null to leave it to the Pod and the image.</summary>
    public long? Group { get; init; }

    /// <summary>The target in whose image the agent runs, so that it is the same user; null for the agent's own image.</summary>
    public ContainerView? Host { get; init; }

    /// <summary>True for root with the capability KILL in the agent's own image, to signal an unknown UID.</summary>
    public bool MayKill { get; init; }

    /// <summary>True when the UID is a guess: the application's is unknown, and nothing needs it.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>True when it is the user of the application.</summary>
    public bool IsTargets => !MayKill && !IsAssumed;

    /// <summary>Capabilities that are kept. All others are dropped.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];
}

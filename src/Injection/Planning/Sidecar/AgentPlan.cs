namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The agent's part of a plan: containers that are added, or additions to those that an earlier call added.</summary>
internal sealed record AgentPlan
{
    public static AgentPlan None { get; } = new();

    /// <summary>Init containers that are added, in order.</summary>
    public IReadOnlyList<AgentContainer> InitContainers { get; init; } = [];

    /// <summary>The agent, where it is added as a plain container.</summary>
    public AgentContainer? Container { get; init; }

    /// <summary>Additions to containers that are there already.</summary>
    public IReadOnlyList<AgentExtension> Extensions { get; init; } = [];

    /// <summary>A startup probe that the agent that is there already gets.</summary>
    public AddedProbe? Probe { get; init; }

    /// <summary>The command line of an agent that is added.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

/// <summary>A startup probe and the container that gets it.</summary>
/// <param name="Container">RFC 6901 pointer to the container.</param>
/// <param name="InTargetImage">True when the container runs a target's image.</param>
internal sealed record AddedProbe(string Container, bool InTargetImage);

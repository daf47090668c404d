using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Processes;

/// <summary>A group of processes, and the container that it is found to be.</summary>
/// <param name="Group">The processes.</param>
/// <param name="Possible">The containers that it may be, as far as mounts tell.</param>
/// <param name="MountsAreKnown">False when nobody may read the mounts of its processes.</param>
internal sealed record IdentifiedGroup(ProcessGroup Group, IReadOnlyList<ContainerOption> Possible, bool MountsAreKnown)
{
    /// <summary>The container; <see langword="null"/> when it is none of those that are known, or can't be told.</summary>
    public ContainerOption? Container { get; set; }

    /// <summary>True when it may be a container that is reloaded.</summary>
    public bool IsUnknown => Container is null && Possible.Any(static container => container.IsTarget);

    /// <summary>Why it is unknown.</summary>
    public string Reason => MountsAreKnown
        ? "its mounts fit several containers and its command line fits none, or several"
        : "its mounts can't be read and its command line fits none of the containers, or several";
}

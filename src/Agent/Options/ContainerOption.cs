namespace ConfigSync.Agent.Options;

/// <summary>A container of the Pod, and the evidence by which its processes are known.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ContainerOption(string Name)
{
    /// <summary>The sources whose changes reload it; none when it is never reloaded.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The mounts that its processes have, all of them.</summary>
    public IReadOnlyList<MountEvidence> Mounts { get; init; } = [];

    /// <summary>Words of its command line, in order. They may hold a secret: never show them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public bool IsTarget => Sources.Count > 0;
}

/// <summary>A mount that the processes of a container have.</summary>
/// <param name="There">Its mount point in the container.</param>
/// <param name="Here">Where the agent sees what is mounted there.</param>
internal sealed record MountEvidence(string There, string Here);

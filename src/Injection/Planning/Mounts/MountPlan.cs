using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>The strategy that was chosen for one mount.</summary>
/// <param name="Container">The container.</param>
/// <param name="Mount">The mount.</param>
/// <param name="Volume">The source volume.</param>
/// <param name="Strategy">The strategy.</param>
/// <param name="Item">The file or directory of the volume that is mounted, in normal form; null for all of it.</param>
/// <param name="IsFile">True when the item is a file.</param>
/// <param name="IsCopied">Of <c>rewrite</c>: true when the directory holds a copy that the agent keeps.</param>
/// <param name="Into">Of <c>into-volume</c>: the mount that the file is copied into.</param>
/// <param name="Why">Of <c>left</c>: why.</param>
internal sealed record MountPlan(
    ContainerView Container, MountView Mount, VolumeView Volume, Reason Strategy, string? Item = null, bool IsFile = false, bool IsCopied = false,
    MountView? Into = null, Reason? Why = null);

using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>What changes about one of the Pod's own mounts; what is null stays as it is.</summary>
/// <param name="Container">The container.</param>
/// <param name="Mount">The mount.</param>
/// <param name="IsRemoved">The mount goes; nothing else matters then.</param>
/// <param name="Volume">The volume that is mounted instead.</param>
/// <param name="Path">The path at which it is mounted instead.</param>
/// <param name="SubPath">The subPath instead; empty for none.</param>
internal sealed record MountEdit(
    ContainerView Container, MountView Mount, bool IsRemoved = false, string? Volume = null, string? Path = null, string? SubPath = null);

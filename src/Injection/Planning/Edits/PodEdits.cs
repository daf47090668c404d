using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Edits;

/// <summary>The changes to what the Pod's author wrote.</summary>
/// <param name="Texts">Texts that mention a path that moved.</param>
/// <param name="Mounts">Mounts that change or go.</param>
/// <param name="AddedMounts">Mounts that target containers get in addition.</param>
/// <param name="Volumes">Volumes that are added.</param>
internal sealed record PodEdits(
    IReadOnlyList<TextEdit> Texts, IReadOnlyList<MountEdit> Mounts, IReadOnlyList<AddedMount> AddedMounts, IReadOnlyList<AddedVolume> Volumes)
{
    public static PodEdits None { get; } = new([], [], [], []);
}

/// <summary>A text of the Pod that is replaced.</summary>
internal readonly record struct TextEdit(string Pointer, string Text);

/// <summary>A mount that a container gets in addition.</summary>
internal readonly record struct AddedMount(ContainerView Container, MountView Mount);

/// <summary>The change of one of the Pod's own mounts; what is null stays as it is.</summary>
/// <param name="Container">The container.</param>
/// <param name="Mount">The mount.</param>
/// <param name="IsRemoved">The mount goes; nothing else matters then.</param>
/// <param name="Volume">The volume that is mounted instead.</param>
/// <param name="Path">The path at which it is mounted instead.</param>
/// <param name="SubPath">The subPath instead; empty for none.</param>
/// <param name="ReadOnly">True when it is mounted read-only from then on.</param>
internal sealed record MountEdit(
    ContainerView Container, MountView Mount, bool IsRemoved = false, string? Volume = null, string? Path = null, string? SubPath = null,
    bool ReadOnly = false);

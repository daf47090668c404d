using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>
/// True when an application can do with a file alone in another directory. Many resolve what a file includes against the file's own directory, so it
/// must not move while anything else of that directory is in use: named by a text, as a whole or by a pattern, or mounted there, however deep. What is
/// mounted elsewhere below <c>/</c> says nothing about a file in <c>/</c> itself.
/// </summary>
internal static class RewriteSafety
{
    public static bool IsAlone(ContainerView container, MountView mount, TargetDirectories targets)
    {
        var directory = PathText.Directory(mount.Path);
        return !container.Texts.Exists(text => PathMentions.IsMentionedBeside(text.Value, mount.Path))
            && (directory == PathText.Root || !IsInUse(container, mount, directory, targets));
    }

    private static bool IsInUse(ContainerView container, MountView mount, string directory, TargetDirectories targets) =>
        (container.WorkingDirectory is { } working && PathText.IsWithin(PathText.Absolute(working), directory))
        || container.MountsOrNone.Exists(other => other != mount && PathText.IsWithin(other.Path, directory))
        || targets.AddedMounts.Exists(added => added.Container == container && PathText.IsWithin(added.Mount.Path, directory))
        || container.DevicePaths.Exists(device => PathText.IsWithin(device, directory));
}

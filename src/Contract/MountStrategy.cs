namespace ConfigSync.Contract;

/// <summary>Codes of the strategies by which a mount is made updatable, in the order in which they are tried.</summary>
public static class MountStrategy
{
    /// <summary>Left as it is: the kubelet updates it, the agent watches it.</summary>
    public const string Directory = "directory";

    /// <summary>The mount goes; the agent copies the file to the same path in another volume.</summary>
    public const string IntoVolume = "into-volume";

    /// <summary>Mounted as a directory next to it; every mention of the path is rewritten.</summary>
    public const string Rewrite = "rewrite";

    /// <summary>Same path, now a file of a shared emptyDir that the agent rewrites in place.</summary>
    public const string KeepPath = "keep-path";

    /// <summary>Same path, mounted from a derived volume that holds just that directory.</summary>
    public const string SubDirectory = "sub-directory";

    /// <summary>Same path, but a writable copy of plain files.</summary>
    public const string Copied = "copied";

    /// <summary>Untouched, with the reason.</summary>
    public const string Left = "left";

    /// <summary>Every strategy.</summary>
    public static IReadOnlyList<string> All { get; } = [Directory, IntoVolume, Rewrite, KeepPath, SubDirectory, Copied, Left];
}

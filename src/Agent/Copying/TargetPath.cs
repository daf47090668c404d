using ConfigSync.Agent.Native;
using ConfigSync.Contract;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Copying;

/// <summary>
/// A file that a copy writes: a trusted root, and a path below it on which no symbolic link is followed, because the application can write there
/// and could plant one.
/// </summary>
/// <param name="Root">The mount point of a target, or the directory that the operator named.</param>
/// <param name="Folder">The directory below it; empty for the root itself.</param>
/// <param name="Name">The file's name.</param>
internal sealed record TargetPath(string Root, string Folder, string Name)
{
    private const uint FolderMode = 0b111_101_101;

    /// <summary>The absolute path of the directory.</summary>
    public string Directory => Folder.Length == 0 ? Root : $"{Root}/{Folder}";

    /// <summary>Splits an absolute path. Nothing is trusted below an injected target's mount point, or else below the named directory.</summary>
    /// <param name="named">The directory that the flag names, or the directory of the file that it names.</param>
    /// <param name="relative">The path from there to the file.</param>
    public static TargetPath From(string named, string relative)
    {
        var path = relative.Length == 0 ? named : $"{named}/{relative}";
        var root = named;
        if (path.StartsWith(InjectedNames.TargetsPath + "/", StringComparison.Ordinal))
        {
            var end = path.IndexOf('/', InjectedNames.TargetsPath.Length + 1);
            root = end < 0 ? root : path[..end];
        }

        var rest = path[root.Length..].TrimStart('/');
        var slash = rest.LastIndexOf('/');
        return new TargetPath(root, slash < 0 ? "" : rest[..slash], rest[(slash + 1)..]);
    }

    /// <summary>Opens the directory, and creates it if asked to; <see langword="null"/> when it does not exist.</summary>
    public SafeFileHandle? Open(bool create)
    {
        if (create)
        {
            System.IO.Directory.CreateDirectory(Root);
        }

        var current = Files.TryOpen(Files.WorkingDirectory, Root, Files.ReadOnly | Files.Directory);
        foreach (var part in Folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (current.IsInvalid)
            {
                break;
            }

            using var outer = current;
            current = Step(outer, part, create);
        }

        if (!current.IsInvalid)
        {
            return current;
        }

        var error = Errno.Last;
        return error == Errno.NotFound && !create
            ? null
            : throw new NativeException("open target directory", Directory, error);
    }

    public override string ToString() => $"{Directory}/{Name}";

    // One component at a time with O_NOFOLLOW: an openat of the whole path would follow links in its middle.
    private static SafeFileHandle Step(SafeFileHandle outer, string part, bool create)
    {
        var flags = Files.ReadOnly | Files.Directory | Files.NoFollow;
        var inner = Files.TryOpen(outer, part, flags);
        return inner.IsInvalid && Errno.Last == Errno.NotFound && create && Libc.MakeDirectoryAt(outer, part, FolderMode) == 0
            ? Files.TryOpen(outer, part, flags)
            : inner;
    }
}

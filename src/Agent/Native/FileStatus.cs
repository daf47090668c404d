using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Native;

/// <summary>The parts of a file's status that the agent uses.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Inode">Its inode.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Modified">The last change of its content, in nanoseconds of wall-clock time.</param>
/// <param name="Changed">The last change of its status, likewise.</param>
internal readonly record struct FileStatus(FileKind Kind, uint Mode, ulong Inode, long Size, long Modified, long Changed)
{
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatus = 0x7ff;
    private const long Nanoseconds = 1_000_000_000;

    /// <summary>The status of an open file.</summary>
    public static FileStatus Of(SafeFileHandle file, string path) =>
        Libc.StatX(file, "", EmptyPath, BasicStatus, out var status) == 0 ? From(status) : throw NativeException.For("read", path);

    /// <summary>The status of a path, or <see langword="null"/> when nothing is there.</summary>
    public static FileStatus? At(SafeFileHandle directory, string path, bool follow)
    {
        if (Libc.StatX(directory, path, follow ? 0 : NoFollow, BasicStatus, out var status) == 0)
        {
            return From(status);
        }

        return Errno.Last is Errno.NotFound or Errno.NotADirectory ? null : throw NativeException.For("read", path);
    }

    /// <summary>The status of an absolute path.</summary>
    public static FileStatus? At(string path, bool follow) => At(Files.WorkingDirectory, path, follow);

    private static FileStatus From(in StatX status) => new(
        (status.Mode & 0xf000) switch { 0x8000 => FileKind.Regular, 0x4000 => FileKind.Directory, 0xa000 => FileKind.Link, _ => FileKind.Other },
        status.Mode & 0xfffu,
        status.Inode,
        (long)status.Size,
        (status.ModifySeconds * Nanoseconds) + status.ModifyNanoseconds,
        (status.ChangeSeconds * Nanoseconds) + status.ChangeNanoseconds);
}

/// <summary>The kinds of directory entries that the agent distinguishes.</summary>
internal enum FileKind
{
    Other,
    Regular,
    Directory,
    Link,
}

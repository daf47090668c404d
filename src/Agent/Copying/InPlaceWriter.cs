using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Copying;

/// <summary>
/// Rewrites a file and keeps its inode, because a bind mount (a <c>subPath</c> mount, for example) shows the inode, not the path. This is not atomic.
/// The order keeps the damage small: reserve the space, write everything with one pwrite, restore the old content if that fell short, and only then
/// cut off the rest of a longer old content. A reader between write and cut sees that rest; a crash there leaves it until the next copy.
/// </summary>
internal sealed class InPlaceWriter(FileContent content)
{
    private const int KeepSize = 1;

    // The agent must be able to open the file for writing the next time.
    private const uint OwnerWrites = 0b010_000_000;

    public unsafe void Write(SafeFileHandle directory, PlannedFile planned)
    {
        var target = planned.Target.ToString();
        var bytes = content.Read(planned);
        using var file = Open(directory, planned, target);

        // Reserved first (KEEP_SIZE: the length stays), so that a full disk is noticed before anything is overwritten. Not every filesystem can.
        if (bytes.Length > 0 && Libc.Allocate(file, KeepSize, 0, bytes.Length) != 0 && Errno.Last is not Errno.NotSupported)
        {
            throw NativeException.For("write", target);
        }

        var before = FileStatus.Of(file, target);
        var old = new byte[before.Size];
        fixed (byte* start = old)
        {
            _ = Libc.PRead(file, start, old.Length, 0);
        }

        Overwrite(file, bytes, old, target);
        if (Libc.Truncate(file, bytes.Length) != 0 || Libc.ChangeMode(file, planned.File.Mode | OwnerWrites) != 0 || Libc.Sync(file) != 0)
        {
            throw NativeException.For("write", target);
        }
    }

    private static unsafe void Overwrite(SafeFileHandle file, byte[] bytes, byte[] old, string target)
    {
        nint written;
        fixed (byte* start = bytes)
        {
            written = Libc.PWrite(file, start, bytes.Length, 0);
        }

        if (written != bytes.Length)
        {
            var error = written < 0 ? Errno.Last : Errno.NoSpace;
            fixed (byte* start = old)
            {
                _ = Libc.PWrite(file, start, old.Length, 0);
            }

            throw new NativeException("write", target, error);
        }
    }

    private static SafeFileHandle Open(SafeFileHandle directory, PlannedFile planned, string target)
    {
        var file = Files.TryOpen(directory, planned.Target.Name, Files.ReadWrite | Files.NoFollow);
        if (file.IsInvalid && Errno.Last == Errno.NotFound)
        {
            file = Files.TryOpen(directory, planned.Target.Name, Files.ReadWrite | Files.NoFollow | Files.Create | Files.Exclusive, planned.File.Mode | OwnerWrites);
        }

        return file.IsInvalid ? throw NativeException.For("write", target) : file;
    }
}

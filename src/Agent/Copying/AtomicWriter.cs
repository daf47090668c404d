using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Copying;

/// <summary>
/// Replaces a file by rename(2), so that at any moment, and after any crash, its path leads to the complete old or the complete new content. The order
/// is what guarantees it: write aside, check the hash, set the mode, fsync, rename. <see cref="Copier"/> syncs the directory afterwards.
/// </summary>
internal sealed class AtomicWriter(FileContent content)
{
    // Always the same name, so that a restarted agent finds what a killed one left. The dot keeps it out of globs such as conf.d/*.
    internal const string TemporaryName = ".config-sync.tmp";
    private const uint NotYetReadable = 0b110_000_000;

    public void Write(SafeFileHandle directory, PlannedFile planned)
    {
        var target = planned.Target.ToString();
        _ = Libc.UnlinkAt(directory, TemporaryName, 0);
        try
        {
            using (var file = Files.TryOpen(directory, TemporaryName, Files.WriteOnly | Files.Create | Files.Exclusive | Files.NoFollow, NotYetReadable))
            {
                NativeException.Require(!file.IsInvalid, "write", target);
                content.CopyTo(planned, file);
                NativeException.Require(Libc.ChangeMode(file, planned.File.Mode) == 0, "write", target);
                // Before the rename: otherwise a crash can leave the new name with an empty file.
                NativeException.Require(Libc.Sync(file) == 0, "write", target);
            }

            NativeException.Require(Libc.RenameAt(directory, TemporaryName, directory, planned.Target.Name) == 0, "write", target);
        }
        catch (IOException)
        {
            // On a full disk the partial file would take the space that the next attempt needs.
            _ = Libc.UnlinkAt(directory, TemporaryName, 0);
            throw;
        }
    }
}

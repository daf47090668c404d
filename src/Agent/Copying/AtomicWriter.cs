using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Copying;

/// <summary>Replaces a file as a whole: whatever happens, its path leads to the old content or to the new one.</summary>
internal sealed class AtomicWriter(FileContent content)
{
    // One name, so that what a killed agent left is found by its successor. The dot keeps it out of globs such as conf.d/*.
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
                NativeException.Require(Libc.Sync(file) == 0, "write", target);
            }

            NativeException.Require(Libc.RenameAt(directory, TemporaryName, directory, planned.Target.Name) == 0, "write", target);
        }
        catch (IOException)
        {
            // A full disk stays full while the half of a file lies there.
            _ = Libc.UnlinkAt(directory, TemporaryName, 0);
            throw;
        }
    }
}

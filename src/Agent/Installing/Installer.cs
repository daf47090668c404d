using System.Runtime.InteropServices;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Installing;

/// <summary>
/// Copies the program, its loader and its libraries into a directory, from which it runs in any image, even in one without a C library:
/// <c>&lt;directory&gt;/ld-linux-x86-64.so.2 --library-path &lt;directory&gt; &lt;directory&gt;/config-sync …</c>
/// </summary>
internal static class Installer
{
    private const string Program = "config-sync";
    private const string Self = "/proc/self/exe";
    private const string OpenSsl = "libssl.so.3";
    private const uint ReadAndRun = 0b101_101_101;
    private const uint OwnerWrites = 0b010_000_000;
    private const uint NotYetReadable = 0b110_000_000;

    /// <summary>Installs, and logs the result.</summary>
    public static bool TryInstall(string folder, LogWriter log)
    {
        try
        {
            log.Installed(folder, Install(folder));
            return true;
        }
        catch (IOException refused)
        {
            log.CannotInstall(refused.Message);
            return false;
        }
    }

    // Returns the names of the files. The program is last: once it exists, the installation is complete.
    private static List<string> Install(string folder)
    {
        // Normally loaded by the first https call; loaded now so that it is among the libraries. An image without it makes no https calls either.
        _ = NativeLibrary.TryLoad(OpenSsl, out _);
        var libraries = SharedObjects.Loaded();
        if (Files.ReadLink(Files.WorkingDirectory, Self) is { } running && libraries.Exists(library => Path.GetFileName(library) == Path.GetFileName(running)))
        {
            throw new IOException($"can't install '{Program}': it was started through its loader '{running}'; start the image's own program");
        }

        NativeException.Require(Libc.MakeDirectoryAt(Files.WorkingDirectory, folder, ReadAndRun | OwnerWrites) == 0 || Errno.Last == Errno.Exists, "write", folder);
        var files = libraries.ConvertAll(static library => (Path: library, Name: Path.GetFileName(library)));
        files.Add((Self, Program));
        var buffer = new byte[256 * 1024];
        foreach (var (path, name) in files)
        {
            Copy(path, $"{folder}/{name}", buffer);
        }

        return files.ConvertAll(static file => file.Name);
    }

    private static void Copy(string from, string to, byte[] buffer)
    {
        // Written aside, then renamed: an older installation in the same place may be running, and a running program can't be written to (ETXTBSY).
        var aside = to + ".new";
        _ = Libc.UnlinkAt(Files.WorkingDirectory, aside, 0);
        using (var source = Files.Open(Files.WorkingDirectory, from, Files.ReadOnly))
        using (var target = Files.Open(Files.WorkingDirectory, aside, Files.WriteOnly | Files.Create | Files.Exclusive, NotYetReadable, "write"))
        {
            int count;
            while ((count = Files.Read(source, buffer, from)) > 0)
            {
                Files.WriteAll(target, buffer.AsSpan(0, count), aside);
            }

            NativeException.Require(Libc.ChangeMode(target, ReadAndRun) == 0, "write", aside);
        }

        NativeException.Require(Libc.RenameAt(Files.WorkingDirectory, aside, Files.WorkingDirectory, to) == 0, "write", to);
    }
}

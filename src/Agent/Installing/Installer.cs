using System.Runtime.InteropServices;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Installing;

/// <summary>
/// Copies the program, its loader and its libraries into a directory, from which it runs in any image, even in one without a C library:
/// <c>&lt;directory&gt;/loader --inhibit-cache --library-path &lt;directory&gt; &lt;directory&gt;/config-sync …</c>
/// </summary>
internal static class Installer
{
    private const string Program = "config-sync";
    private const string Loader = "loader";
    private const string LoaderPrefix = "ld-";
    private const string Self = "/proc/self/exe";
    private const string OpenSsl = "libssl.so.3";
    private const uint ReadAndRun = 0b101_101_101;
    private const uint OwnerWrites = 0b010_000_000;
    private const uint NotYetReadable = 0b110_000_000;

    /// <summary>Installs, and logs the result.</summary>
    public static bool TryInstall(string folder, bool withHttps, LogWriter log)
    {
        try
        {
            log.Installed(folder, Install(folder, withHttps));
            return true;
        }
        catch (IOException refused)
        {
            log.CannotInstall(refused.Message);
            return false;
        }
    }

    // Returns the names of the files. The program is last: once it exists, the installation is complete.
    private static List<string> Install(string folder, bool withHttps)
    {
        // Normally loaded by the first https call; loaded now so that it is among the libraries. It is more than a third of all, in every Pod's memory.
        if (withHttps && !NativeLibrary.TryLoad(OpenSsl, out _))
        {
            throw new IOException($"can't install '{OpenSsl}': the image does not have it");
        }

        var libraries = SharedObjects.Loaded();
        if (Files.ReadLink(Files.WorkingDirectory, Self) is { } running && libraries.Exists(library => Path.GetFileName(library) == Path.GetFileName(running)))
        {
            throw new IOException($"can't install '{Program}': it was started through its loader '{running}'; start the image's own program");
        }

        var loader = libraries.Select(Path.GetFileName).FirstOrDefault(static name => name!.StartsWith(LoaderPrefix, StringComparison.Ordinal))
            ?? throw new IOException($"can't install '{Loader}': the program runs without one");
        NativeException.Require(Libc.MakeDirectoryAt(Files.WorkingDirectory, folder, ReadAndRun | OwnerWrites) == 0 || Errno.Last == Errno.Exists, "write", folder);
        var files = libraries.ConvertAll(static library => (Path: library, Name: Path.GetFileName(library)));
        var buffer = new byte[256 * 1024];
        foreach (var (path, name) in files)
        {
            Copy(path, $"{folder}/{name}", buffer);
        }

        Link(loader, $"{folder}/{Loader}");
        Copy(Self, $"{folder}/{Program}", buffer);
        return [.. files.ConvertAll(static file => file.Name), Loader, Program];
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

    // Its own name tells the architecture, which whoever writes the command line does not know.
    private static void Link(string loader, string to)
    {
        var aside = to + ".new";
        _ = Libc.UnlinkAt(Files.WorkingDirectory, aside, 0);
        NativeException.Require(Libc.SymbolicLinkAt(loader, Files.WorkingDirectory, aside) == 0, "write", aside);
        NativeException.Require(Libc.RenameAt(Files.WorkingDirectory, aside, Files.WorkingDirectory, to) == 0, "write", to);
    }
}

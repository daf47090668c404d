using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Native;

/// <summary>The entries of an open directory.</summary>
internal static unsafe class DirectoryListing
{
    // struct dirent of a 64-bit Linux, glibc and musl alike: inode (8), offset (8), record length (2), kind (1), name.
    private const int KindOffset = 18;
    private const int NameOffset = 19;

    /// <summary>Lists names and kinds, without <c>.</c> and <c>..</c>, sorted, so that hashes and logs are reproducible.</summary>
    public static List<(string Name, FileKind Kind)> Read(SafeFileHandle directory, string path)
    {
        // fdopendir(3) takes over the descriptor, closes it, and starts at its position: give it one of its own.
        var own = Files.Open(directory, ".", Files.ReadOnly | Files.Directory);
        var stream = Libc.OpenDirectoryStream(own.DangerousGetHandle());
        if (stream == 0)
        {
            own.Dispose();
            throw NativeException.For("list", path);
        }

        own.SetHandleAsInvalid();
        var entries = new List<(string Name, FileKind Kind)>();
        try
        {
            byte* entry;
            while ((entry = Libc.ReadDirectoryStream(stream)) != null)
            {
                var name = Marshal.PtrToStringUTF8((nint)(entry + NameOffset))!;
                if (name is not ("." or ".."))
                {
                    entries.Add((name, KindOf(directory, name, entry[KindOffset])));
                }
            }
        }
        finally
        {
            _ = Libc.CloseDirectoryStream(stream);
        }

        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    private static FileKind KindOf(SafeFileHandle directory, string name, byte kind) => kind switch
    {
        8 => FileKind.Regular,
        4 => FileKind.Directory,
        10 => FileKind.Link,
        // DT_UNKNOWN: some filesystems do not report the kind.
        0 => FileStatus.At(directory, name, follow: false)?.Kind ?? FileKind.Other,
        _ => FileKind.Other,
    };
}

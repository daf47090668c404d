using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Native;

/// <summary>Opening, reading and writing by descriptor. Paths are relative to an open directory, so that none is resolved twice.</summary>
internal static unsafe class Files
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    // The two flags whose numbers differ between x86-64 and arm64.
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    internal static int NoFollow { get; } = Arm ? 0x8000 : 0x20000;

    internal static int Directory { get; } = Arm ? 0x4000 : 0x10000;

    /// <summary><c>AT_FDCWD</c>: the working directory. Absolute paths ignore it.</summary>
    internal static SafeFileHandle WorkingDirectory { get; } = new(-100, ownsHandle: false);

    /// <summary>Opens a file, or returns an invalid handle and leaves the reason in <see cref="Errno.Last"/>.</summary>
    internal static SafeFileHandle TryOpen(SafeFileHandle directory, string path, int flags, uint mode = 0)
    {
        SafeFileHandle file;
        do
        {
            file = Libc.OpenAt(directory, path, flags | CloseOnExec, mode);
        }
        while (file.IsInvalid && Errno.Last == Errno.Interrupted);

        return file;
    }

    internal static SafeFileHandle Open(SafeFileHandle directory, string path, int flags, uint mode = 0, string verb = "read")
    {
        var file = TryOpen(directory, path, flags, mode);
        return file.IsInvalid ? throw NativeException.For(verb, path) : file;
    }

    /// <summary>Reads into a buffer; 0 is the end of the file.</summary>
    internal static int Read(SafeFileHandle file, Span<byte> buffer, string path)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.Read(file, start, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                if (Errno.Last != Errno.Interrupted)
                {
                    throw NativeException.For("read", path);
                }
            }
        }
    }

    /// <summary>Writes all of a buffer at the file's position.</summary>
    internal static void WriteAll(SafeFileHandle file, ReadOnlySpan<byte> content, string path)
    {
        fixed (byte* start = content)
        {
            nint done = 0;
            while (done < content.Length)
            {
                var count = Libc.Write(file, start + done, content.Length - done);
                if (count < 0 && Errno.Last != Errno.Interrupted)
                {
                    throw NativeException.For("write", path);
                }

                done += Math.Max(count, 0);
            }
        }
    }

    /// <summary>The target of a symbolic link, or <see langword="null"/> when the path is not one.</summary>
    internal static string? ReadLink(SafeFileHandle directory, string path)
    {
        var buffer = stackalloc byte[4096];
        var length = Libc.ReadLinkAt(directory, path, buffer, 4096);
        return length < 0 ? null : Encoding.UTF8.GetString(buffer, (int)length);
    }

    /// <summary>Reads the beginning of a file into a buffer; -1 when it does not exist or cannot be read.</summary>
    internal static int TryReadStart(string path, Span<byte> buffer)
    {
        using var file = TryOpen(WorkingDirectory, path, ReadOnly);
        if (file.IsInvalid)
        {
            return -1;
        }

        fixed (byte* start = buffer)
        {
            return (int)Libc.Read(file, start, buffer.Length);
        }
    }

    /// <summary>Reads a small file whole, such as one of <c>/proc</c>; <see langword="null"/> when it does not exist or cannot be read.</summary>
    internal static byte[]? TryReadAll(string path)
    {
        using var file = TryOpen(WorkingDirectory, path, ReadOnly);
        if (file.IsInvalid)
        {
            return null;
        }

        var buffer = new byte[2048];
        var length = 0;
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
            {
                count = Libc.Read(file, start + length, buffer.Length - length);
            }

            if (count < 0)
            {
                // ESRCH: the process ended after its file in /proc was opened.
                return null;
            }

            if (count == 0)
            {
                return buffer[..length];
            }

            length += (int)count;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
    }
}

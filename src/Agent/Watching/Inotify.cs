using System.Runtime.InteropServices;
using System.Text;
using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>
/// One inotify(7) instance; a node allows 128 per user by default, so an agent uses one. Only directories are watched. A watch belongs to an inode, so
/// one on a file would stay with the old file when a writer renames a new one into place, which is how the kubelet and most editors write.
/// </summary>
internal sealed unsafe class Inotify : IDisposable
{
    internal const uint CloseWrite = 0x8;
    internal const uint MovedFrom = 0x40;
    internal const uint MovedTo = 0x80;
    internal const uint Created = 0x100;
    internal const uint Deleted = 0x200;
    internal const uint SelfDeleted = 0x400;
    internal const uint SelfMoved = 0x800;
    internal const uint Unmounted = 0x2000;
    internal const uint Overflow = 0x4000;
    internal const uint Ignored = 0x8000;
    internal const uint Directory = 0x40000000;

    private const uint Changes = CloseWrite | MovedFrom | MovedTo | Created | Deleted | SelfDeleted | SelfMoved;
    private const uint OnlyDirectory = 0x1000000;
    private const int NonBlockingCloseOnExec = 0x80800;
    private const int HeaderSize = 16;

    private readonly byte[] _buffer = new byte[8 * 1024];

    private Inotify(SafeFileHandle handle) => Handle = handle;

    /// <summary>Readable when events are waiting.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Creates an instance; <see langword="null"/> with the reason on failure.</summary>
    public static Inotify? TryCreate(out string? reason)
    {
        var handle = Libc.InotifyInit(NonBlockingCloseOnExec);
        if (!handle.IsInvalid)
        {
            reason = null;
            return new Inotify(handle);
        }

        reason = new NativeException("create", "inotify instance", Errno.Last).Message;
        handle.Dispose();
        return null;
    }

    /// <summary>Watches a directory; returns the watch descriptor, or a negative error number.</summary>
    public int TryWatch(string directory)
    {
        var watch = Libc.InotifyAddWatch(Handle, directory, Changes | OnlyDirectory);
        return watch >= 0 ? watch : -Errno.Last;
    }

    public void Unwatch(int watch) => _ = Libc.InotifyRemoveWatch(Handle, watch);

    /// <summary>Reads all waiting events, until EAGAIN. The buffer holds many: the largest event has 16 bytes and a name of 256.</summary>
    public List<InotifyEvent> Read()
    {
        var events = new List<InotifyEvent>();
        fixed (byte* start = _buffer)
        {
            nint length;
            while ((length = Libc.Read(Handle, start, _buffer.Length)) > 0)
            {
                Parse(_buffer.AsSpan(0, (int)length), events);
            }
        }

        return events;
    }

    public void Dispose() => Handle.Dispose();

    // struct inotify_event: watch (4), mask (4), cookie (4), length of the name (4), name padded with zeros.
    private static void Parse(ReadOnlySpan<byte> buffer, List<InotifyEvent> events)
    {
        while (buffer.Length >= HeaderSize)
        {
            var nameLength = MemoryMarshal.Read<int>(buffer[12..]);
            var name = buffer.Slice(HeaderSize, nameLength);
            var end = name.IndexOf((byte)0);
            events.Add(new InotifyEvent(
                MemoryMarshal.Read<int>(buffer),
                MemoryMarshal.Read<uint>(buffer[4..]),
                Encoding.UTF8.GetString(end < 0 ? name : name[..end])));
            buffer = buffer[(HeaderSize + nameLength)..];
        }
    }
}

/// <summary>An event in a watched directory, or of the directory itself.</summary>
/// <param name="Watch">The watch descriptor; -1 for an overflow.</param>
/// <param name="Mask">The kind of event.</param>
/// <param name="Name">The directory entry; empty for the directory itself.</param>
internal readonly record struct InotifyEvent(int Watch, uint Mask, string Name)
{
    public bool Is(uint mask) => (Mask & mask) != 0;
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Native;

/// <summary>Plain sockets. Those of the base library start an event thread and a thread pool: half a megabyte for one request a minute.</summary>
internal static unsafe partial class LibcSockets
{
    internal const int Stream = 1;
    internal const int NonBlocking = 0x800;
    internal const int CloseOnExec = 0x80000;
    internal const int NoSignal = 0x4000;
    internal const int SocketLevel = 1;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "socket", SetLastError = true)]
    internal static partial SafeFileHandle Create(int family, int type, int protocol);

    [LibraryImport(Name, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeFileHandle socket, byte* address, uint length);

    [LibraryImport(Name, EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(SafeFileHandle socket, int backlog);

    [LibraryImport(Name, EntryPoint = "accept4", SetLastError = true)]
    internal static partial SafeFileHandle Accept(SafeFileHandle socket, nint address, nint length, int flags);

    [LibraryImport(Name, EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(SafeFileHandle socket, byte* address, uint length);

    [LibraryImport(Name, EntryPoint = "getsockname", SetLastError = true)]
    internal static partial int GetName(SafeFileHandle socket, byte* address, ref uint length);

    [LibraryImport(Name, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetOption(SafeFileHandle socket, int level, int option, out int value, ref uint length);

    [LibraryImport(Name, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(SafeFileHandle socket, int level, int option, in int value, uint length);

    [LibraryImport(Name, EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(SafeFileHandle socket, byte* buffer, nuint count, int flags);

    [LibraryImport(Name, EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(SafeFileHandle socket, byte* buffer, nuint count, int flags);

    [LibraryImport(Name, EntryPoint = "shutdown", SetLastError = true)]
    internal static partial int Shutdown(SafeFileHandle socket, int how);
}

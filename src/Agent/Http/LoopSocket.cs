using System.Net;
using ConfigSync.Agent.Events;
using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Http;

/// <summary>A connection on an event loop: reads and writes wait in the loop's poll, and never past the deadline.</summary>
internal sealed class LoopSocket(SafeFileHandle handle, EventLoop loop, Deadline deadline, CancellationToken cancelled = default) : IDisposable
{
    private const int Flags = LibcSockets.Stream | LibcSockets.NonBlocking | LibcSockets.CloseOnExec;
    private const int SocketLevel = 1;
    private const int ErrorOption = 4;

    /// <summary>Connects; throws <see cref="NativeException"/> or <see cref="TimeoutException"/> when that cannot be done.</summary>
    public static async Task<LoopSocket> ConnectAsync(IPAddress address, int port, EventLoop loop, Deadline deadline, CancellationToken cancelled)
    {
        var handle = LibcSockets.Create(SocketAddress.Family(address), Flags, 0);
        try
        {
            if (handle.IsInvalid || (!Connect(handle, SocketAddress.From(address, port)) && Errno.Last != Errno.InProgress))
            {
                throw NativeException.For("connect to", $"{address}:{port}");
            }

            if (!await loop.WritableAsync(handle, deadline.Left, cancelled))
            {
                throw new TimeoutException($"can't connect to '{address}:{port}': it did not answer in time");
            }

            var length = (uint)sizeof(int);
            _ = LibcSockets.GetOption(handle, SocketLevel, ErrorOption, out var error, ref length);
            return error == 0 ? new LoopSocket(handle, loop, deadline, cancelled) : throw new NativeException("connect to", $"{address}:{port}", error);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads some bytes; 0 when the other side has closed.</summary>
    public async Task<int> ReadAsync(Memory<byte> buffer)
    {
        while (true)
        {
            var count = Receive(buffer.Span);
            if (count >= 0)
            {
                return count;
            }

            if (Errno.Last is not (Errno.TryAgain or Errno.Interrupted))
            {
                throw NativeException.For("read from", "connection");
            }

            if (!await loop.ReadableAsync(handle, deadline.Left, cancelled))
            {
                throw new TimeoutException("no answer came in time");
            }
        }
    }

    /// <summary>Writes all of the bytes.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            var count = Send(content.Span);
            if (count >= 0)
            {
                content = content[count..];
            }
            else if (Errno.Last is not (Errno.TryAgain or Errno.Interrupted))
            {
                throw NativeException.For("write to", "connection");
            }
            else if (!await loop.WritableAsync(handle, deadline.Left, cancelled))
            {
                throw new TimeoutException("the request was not taken in time");
            }
        }
    }

    /// <summary>Says that nothing more will be written.</summary>
    public void EndWriting() => _ = LibcSockets.Shutdown(handle, 1);

    public void Dispose() => handle.Dispose();

    private static unsafe bool Connect(SafeFileHandle handle, byte[] address)
    {
        fixed (byte* start = address)
        {
            return LibcSockets.Connect(handle, start, (uint)address.Length) == 0;
        }
    }

    private unsafe int Receive(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)LibcSockets.Receive(handle, start, (nuint)buffer.Length, 0);
        }
    }

    private unsafe int Send(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            return (int)LibcSockets.Send(handle, start, (nuint)content.Length, LibcSockets.NoSignal);
        }
    }
}

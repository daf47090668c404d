using System.Net;
using ConfigSync.Agent.Events;
using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Http;

/// <summary>
/// A non-blocking connection on an event loop: reads and writes wait in the loop's poll. One deadline covers the whole exchange, so that a peer which
/// sends byte by byte gains no time. Each call is tried first and waits only after EAGAIN; poll is level-triggered, so no readiness is lost.
/// </summary>
internal sealed class LoopSocket(SafeFileHandle handle, EventLoop loop, Deadline deadline, CancellationToken cancelled = default) : IDisposable
{
    private const int Flags = LibcSockets.Stream | LibcSockets.NonBlocking | LibcSockets.CloseOnExec;
    private const int ErrorOption = 4;

    /// <summary>Connects; throws <see cref="NativeException"/> or <see cref="TimeoutException"/> on failure.</summary>
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
                throw new TimeoutException($"can't connect to '{address}:{port}': no answer within the timeout");
            }

            // Writable means that connecting ended; SO_ERROR holds the result. See EINPROGRESS in connect(2).
            var length = (uint)sizeof(int);
            _ = LibcSockets.GetOption(handle, LibcSockets.SocketLevel, ErrorOption, out var error, ref length);
            return error == 0 ? new LoopSocket(handle, loop, deadline, cancelled) : throw new NativeException("connect to", $"{address}:{port}", error);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads some bytes; 0 at the end of the stream.</summary>
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
                throw new TimeoutException("no answer within the timeout");
            }
        }
    }

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
                throw new TimeoutException("the request could not be sent within the timeout");
            }
        }
    }

    /// <summary>Half-closes the connection: nothing more will be written.</summary>
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

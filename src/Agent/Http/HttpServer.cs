using System.Text;
using ConfigSync.Agent.Events;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Http;

/// <summary>
/// Answers GET and HEAD, one request per connection. Size, time and number of connections are limited, so that no client can hold memory or keep
/// others out. It has a thread and a loop of its own, so that <c>/healthz</c> can report that the agent's loop hangs.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private const int LongestRequest = 4 * 1024;
    private const int MostConnections = 16;
    private const int Backlog = 64;
    private const int StackSize = 256 * 1024;
    private static readonly TimeSpan TimeForRequest = TimeSpan.FromSeconds(5);

    private readonly Func<string, HttpPage> _route;
    private readonly TimeProvider _time;
    private readonly EventLoop _loop;
    private readonly SafeFileHandle _listener;
    private readonly Thread _thread;
    private readonly Pulse _free = new();
    private int _connections;

    private HttpServer(SafeFileHandle listener, Func<string, HttpPage> route, TimeProvider time)
    {
        _listener = listener;
        _route = route;
        _time = time;
        _loop = new EventLoop(time);
        Port = HttpListening.PortOf(listener);
        _thread = new Thread(() => _loop.Run(AcceptAsync), StackSize) { IsBackground = true, Name = "http" };
    }

    /// <summary>The port in use, also when 0 was asked for.</summary>
    public int Port { get; }

    /// <summary>Starts listening; throws <see cref="NativeException"/> when the address is not available.</summary>
    public static HttpServer Start(ListenAddress address, Func<string, HttpPage> route, TimeProvider time)
    {
        var server = new HttpServer(HttpListening.Open(address, Backlog), route, time);
        server._thread.Start();
        return server;
    }

    public void Dispose()
    {
        _loop.Stop();
        _thread.Join();
        _listener.Dispose();
        _loop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            if (_connections == MostConnections)
            {
                await _loop.PulseAsync(_free, Timeout.InfiniteTimeSpan);
                continue;
            }

            await _loop.ReadableAsync(_listener, Timeout.InfiniteTimeSpan);
            var handle = LibcSockets.Accept(_listener, 0, 0, LibcSockets.NonBlocking | LibcSockets.CloseOnExec);
            if (handle.IsInvalid)
            {
                // Out of descriptors, or the client is gone already. The listener can stay readable, so a pause keeps the loop from spinning.
                handle.Dispose();
                await _loop.DelayAsync(TimeSpan.FromMilliseconds(10));
            }
            else
            {
                // Not awaited: up to MostConnections are served side by side, all on this loop's thread, so the counter needs no lock.
                _connections++;
                _ = ServeAsync(handle);
            }
        }
    }

    private async Task ServeAsync(SafeFileHandle handle)
    {
        try
        {
            using var socket = new LoopSocket(handle, _loop, new Deadline(_time, TimeForRequest));
            await AnswerAsync(socket);
        }
        catch (Exception gone) when (gone is IOException or TimeoutException)
        {
            // The client hung up or was too slow: close the connection. Not an error worth a line in the log.
        }
        finally
        {
            _connections--;
            _free.Set();
        }
    }

    private async Task AnswerAsync(LoopSocket socket)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0 && length < buffer.Length)
        {
            var count = await socket.ReadAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                return;
            }

            length += count;
        }

        var request = end < 0 ? null : HttpRequest.Parse(buffer.AsSpan(0, end));
        var page = (end, request) switch
        {
            ( < 0, _) => HttpPage.Line(431, "the request is too long"),
            (_, null) => HttpPage.Line(400, "the request is not HTTP/1.1"),
            (_, { Method: not ("GET" or "HEAD") }) => HttpPage.Line(405, "only GET and HEAD"),
            _ => _route(request.Path),
        };
        await socket.WriteAsync(Head(page));
        if (request?.Method != "HEAD")
        {
            await socket.WriteAsync(page.Body);
        }

        // Half-close, then read to the end: closing with unread data resets the connection, and the client can lose the answer (RFC 9112, 9.6).
        // The deadline of the socket limits this, too.
        socket.EndWriting();
        while (await socket.ReadAsync(buffer) > 0)
        {
        }
    }

    private static byte[] Head(HttpPage page) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {page.Status} {page.Reason}\r\nContent-Type: {page.ContentType}\r\nContent-Length: {page.Body.Length}\r\nConnection: close\r\n\r\n");
}

/// <summary>The request line, all that the agent uses of a request.</summary>
internal sealed record HttpRequest(string Method, string Path)
{
    /// <summary>Reads the first line; <see langword="null"/> when it is not HTTP.</summary>
    public static HttpRequest? Parse(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var parts = Encoding.Latin1.GetString(end < 0 ? head : head[..end]).Split(' ');
        return parts is [var method, ['/', ..] path, "HTTP/1.1" or "HTTP/1.0"] ? new HttpRequest(method, path.Split('?')[0]) : null;
    }
}

using System.Net;
using System.Net.Sockets;

namespace ConfigSync.TestKit.Cluster;

/// <summary>Takes connections on loopback and passes their bytes on, both ways.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private const int BufferBytes = 32 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<NetworkStream, CancellationToken, Task<IPEndPoint?>> _choose;
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _connections = new();
    private readonly Task _accepting;

    /// <summary>Starts to listen.</summary>
    /// <param name="choose">Where a connection leads to; null: nowhere, it is closed.</param>
    public Relay(Func<NetworkStream, CancellationToken, Task<IPEndPoint?>> choose)
    {
        _choose = choose;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>While it is closed, bytes wait, as in a network that drops packets.</summary>
    public Gate Gate { get; } = new();

    /// <summary>Ends every connection that there is.</summary>
    public void HangUp()
    {
        using var connections = Interlocked.Exchange(ref _connections, new CancellationTokenSource());
        connections.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        HangUp();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _connections.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), Volatile.Read(ref _connections).Token);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                await Gate.PassAsync(stop);
                var near = client.GetStream();
                if (await _choose(near, stop) is not { } target)
                {
                    return;
                }

                using var server = new TcpClient(AddressFamily.InterNetwork);
                await server.ConnectAsync(target, stop);
                client.NoDelay = server.NoDelay = true;
                var far = server.GetStream();
                await Task.WhenAny(PumpAsync(near, far, stop), PumpAsync(far, near, stop));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the ends is gone, or we are.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken stop)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReadAsync(buffer, stop) is > 0 and var read)
        {
            await Gate.PassAsync(stop);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }
}

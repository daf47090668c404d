using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Webhook.Bench;

/// <summary>A server under measurement: a process of its own on a core of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int ConnectionCount = 8;

    private readonly Process _process;
    private readonly X509Certificate2 _ca;
    private readonly int _port;
    private Connection[] _connections = [];

    private Server(Process process, int port, X509Certificate2 ca)
    {
        _process = process;
        _port = port;
        _ca = ca;
    }

    /// <summary>Time from the start of the process until it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>A port that nobody listens on right now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program on core 0 and waits until it is ready.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="port">Its port with TLS.</param>
    /// <param name="ca">The CA of its certificate.</param>
    /// <param name="ready">Port of its <c>/readyz</c>; when not given, accepting connections is being ready.</param>
    public static async Task<Server> StartAsync(string[] arguments, int port, X509Certificate2 ca, int? ready = null)
    {
        var began = Stopwatch.GetTimestamp();
        // Its log lines are read and thrown away: a pipe that nobody reads would stop it.
        var process = Process.Start(new ProcessStartInfo("taskset", ["-c", "0", .. arguments]) { RedirectStandardOutput = true })!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var server = new Server(process, port, ca);
        while (!await IsReadyAsync(ready ?? port, ready is not null))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException($"can't measure '{arguments[0]}': it never became ready");
            }
        }

        server.ReadyAfter = Stopwatch.GetElapsedTime(began);
        return server;
    }

    /// <summary>Makes one call on a new connection, and tells how long connecting, handshake and call took together, and the answer's length.</summary>
    public async Task<(TimeSpan Took, int Length)> FirstCallAsync(byte[] request)
    {
        var began = Stopwatch.GetTimestamp();
        await using var connection = await Connection.OpenAsync(_port, _ca);
        var length = await connection.CallAsync(request);
        return (Stopwatch.GetElapsedTime(began), length);
    }

    /// <summary>Sends requests on the kept connections as fast as they are answered.</summary>
    public async Task<LoadResult> LoadAsync(byte[] request, int count)
    {
        if (_connections.Length == 0)
        {
            _connections = await Task.WhenAll(Enumerable.Range(0, ConnectionCount).Select(_ => Connection.OpenAsync(_port, _ca)));
        }

        _process.Refresh();
        var used = _process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(_connections.Select(connection => Task.Run(() => CallAsync(connection, request, count / ConnectionCount))));
        var took = Stopwatch.GetElapsedTime(began);
        _process.Refresh();
        used = _process.TotalProcessorTime - used;
        var all = latencies.SelectMany(static each => each).Order().ToArray();
        return new LoadResult(all.Length / took.TotalSeconds, used.TotalMicroseconds / all.Length, all);
    }

    /// <summary>Resident memory in bytes, now.</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<double[]> CallAsync(Connection connection, byte[] request, int count)
    {
        var latencies = new double[count];
        for (var call = 0; call < count; call++)
        {
            var began = Stopwatch.GetTimestamp();
            await connection.CallAsync(request);
            latencies[call] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return latencies;
    }

    private static async Task<bool> IsReadyAsync(int port, bool ask)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            if (!ask)
            {
                return true;
            }

            await client.GetStream().WriteAsync("GET /readyz HTTP/1.0\r\n\r\n"u8.ToArray());
            using var reader = new StreamReader(client.GetStream());
            return (await reader.ReadLineAsync())?.Contains(" 200 ", StringComparison.Ordinal) == true;
        }
        catch (Exception cause) when (cause is SocketException or IOException)
        {
            return false;
        }
    }
}

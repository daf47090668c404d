using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConfigSync.TestKit.Cluster;

/// <summary>
/// What DNS, kube-proxy and the Pod network are in a cluster: the way from the API server to a Service. The API server takes it for an HTTP proxy,
/// so it calls Services by their own names and verifies those, and registrations need no change to be tried.
/// </summary>
public sealed class ServiceProxy : IAsyncDisposable
{
    private const int LongestRequest = 4096;

    private readonly ConcurrentDictionary<string, IPEndPoint> _routes = new(StringComparer.Ordinal);
    private readonly Relay _relay;

    internal ServiceProxy() => _relay = new Relay(ChooseAsync);

    internal Uri Address => new($"http://127.0.0.1:{_relay.Port}");

    /// <summary>From now on a Service is served by somebody on loopback.</summary>
    /// <param name="service">Its name and port: <c>service.namespace.svc:443</c>.</param>
    /// <param name="server">Who.</param>
    public void Route(string service, Uri server)
    {
        _routes[service] = new IPEndPoint(IPAddress.Loopback, server.Port);
        // The API server keeps its connections, so it would go on to call who served before.
        _relay.HangUp();
    }

    /// <summary>From now on nobody serves it.</summary>
    public void Unroute(string service)
    {
        _routes.TryRemove(service, out _);
        _relay.HangUp();
    }

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private async Task<IPEndPoint?> ChooseAsync(NetworkStream client, CancellationToken stop)
    {
        var service = await ReadConnectAsync(client, stop);
        var found = _routes.GetValueOrDefault(service);
        await client.WriteAsync(found is null ? "HTTP/1.1 503 Service Unavailable\r\n\r\n"u8.ToArray() : "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop);
        return found;
    }

    // Byte by byte: what follows the empty line is for the Service.
    private static async Task<string> ReadConnectAsync(NetworkStream client, CancellationToken stop)
    {
        var request = new StringBuilder();
        var one = new byte[1];
        while (request.Length < LongestRequest && !request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await client.ReadAsync(one, stop) > 0)
        {
            request.Append((char)one[0]);
        }

        return request.ToString().Split(' ') is ["CONNECT", var service, ..] ? service : "";
    }
}

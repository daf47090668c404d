using System.Net;

namespace ConfigSync.TestKit.Cluster;

/// <summary>One program's way to the API server, which can be cut without the others noticing.</summary>
public sealed class NetworkLink : IAsyncDisposable
{
    private readonly Relay _relay;

    internal NetworkLink(Uri server)
    {
        var target = new IPEndPoint(IPAddress.Loopback, server.Port);
        _relay = new Relay((_, _) => Task.FromResult<IPEndPoint?>(target));
        Address = new UriBuilder(server) { Port = _relay.Port }.Uri;
    }

    /// <summary>The API server's address at this end.</summary>
    public Uri Address { get; }

    /// <summary>From now on nothing arrives, and neither end notices.</summary>
    public void Cut() => _relay.Gate.Close();

    /// <summary>Bytes that were held back arrive late, and everything after them as usual.</summary>
    public void Restore() => _relay.Gate.Open();

    public ValueTask DisposeAsync() => _relay.DisposeAsync();
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.TestKit.Http;

/// <summary>An HTTPS client that trusts one CA, checks names as any client does, and knows which connections it made and with which certificates.</summary>
public sealed class TrustingClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> _connect;
    private readonly List<string> _serialNumbers = [];
    private int _connections;

    /// <summary>Makes a client.</summary>
    /// <param name="ca">The CA.</param>
    /// <param name="address">Base address of what it calls.</param>
    /// <param name="version">Version of HTTP, and no other.</param>
    /// <param name="connectionLifetime">How long a connection is used before another is made; for ever when not given.</param>
    /// <param name="connect">Makes a connection, where a plain one to the address will not do.</param>
    public TrustingClient(
        X509Certificate2 ca,
        Uri address,
        Version? version = null,
        TimeSpan? connectionLifetime = null,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null)
    {
        _connect = connect ?? ConnectAsync;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(ca);
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = connectionLifetime ?? Timeout.InfiniteTimeSpan,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, RemoteCertificateValidationCallback = Note },
            ConnectCallback = CountAndConnectAsync,
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Wait.Patience,
        };
    }

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Serial numbers of the certificates that were met, in order, once a handshake.</summary>
    public IReadOnlyList<string> SerialNumbers
    {
        get
        {
            lock (_serialNumbers)
            {
                return [.. _serialNumbers];
            }
        }
    }

    /// <summary>The client itself.</summary>
    public HttpClient Http => _client;

    /// <summary>Posts JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, ReadOnlyMemory<byte> json, string contentType = "application/json")
    {
        var content = new ReadOnlyMemoryContent(json);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return _client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public void Dispose() => _client.Dispose();

    private ValueTask<Stream> CountAndConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _connections);
        return _connect(context, cancellation);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool Note(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        lock (_serialNumbers)
        {
            _serialNumbers.Add(certificate?.GetSerialNumberString() ?? "");
        }

        return errors == SslPolicyErrors.None;
    }
}

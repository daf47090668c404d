using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConfigSync.Webhook.Bench;

/// <summary>One keep-alive connection of HTTP/1.1 over TLS that does as little as can be done, so that the server is what is measured.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private static readonly byte[] HeadersEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Success = "HTTP/1.1 200 "u8.ToArray();
    private static readonly byte[] LengthHeader = "\r\nContent-Length: "u8.ToArray();

    private readonly SslStream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private Connection(SslStream stream) => _stream = stream;

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<Connection> OpenAsync(int port, X509Certificate2 ca)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(ca);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy });
        return new Connection(stream);
    }

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes($"POST /mutate?timeout=10s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    /// <summary>Sends a request and reads its whole answer; returns the length of the answer's body.</summary>
    public async ValueTask<int> CallAsync(ReadOnlyMemory<byte> request)
    {
        await _stream.WriteAsync(request);
        var filled = 0;
        int bodyStart;
        do
        {
            filled += await ReadAsync(filled);
            bodyStart = _buffer.AsSpan(0, filled).IndexOf(HeadersEnd);
        }
        while (bodyStart < 0);

        var length = Length(_buffer.AsSpan(0, bodyStart));
        while (filled < bodyStart + HeadersEnd.Length + length)
        {
            filled += await ReadAsync(filled);
        }

        return length;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask<int> ReadAsync(int filled)
    {
        var read = await _stream.ReadAsync(_buffer.AsMemory(filled));
        return read > 0 ? read : throw new IOException("can't read an answer: the server closed the connection");
    }

    private static int Length(ReadOnlySpan<byte> headers)
    {
        if (!headers.StartsWith(Success))
        {
            throw new IOException($"can't use an answer: it is not 200 but '{Encoding.ASCII.GetString(headers[..Math.Min(64, headers.Length)])}'");
        }

        var value = headers[(headers.IndexOf(LengthHeader) + LengthHeader.Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end]);
    }
}

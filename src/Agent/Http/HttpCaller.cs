using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ConfigSync.Agent.Events;

namespace ConfigSync.Agent.Http;

/// <summary>
/// One HTTP/1.1 request on one connection, all that reloading and verifying need. The base library's client would bring a connection pool,
/// HTTP/2 and their threads into every Pod.
/// </summary>
internal sealed class HttpCaller(EventLoop loop, TimeProvider time)
{
    private const int LongestAnswer = 8 * 1024;

    /// <summary>Calls a URL; throws <see cref="IOException"/> or <see cref="TimeoutException"/> when there is no answer.</summary>
    public async Task<HttpAnswer> CallAsync(string method, Uri url, TimeSpan timeout, CancellationToken cancelled = default)
    {
        var deadline = new Deadline(time, timeout);
        using var socket = await ConnectAsync(url, deadline, cancelled);
        var request = Encoding.ASCII.GetBytes(Request(method, url));
        if (url.Scheme == "https")
        {
            await using var tls = await EncryptAsync(socket, url);
            await tls.WriteAsync(request, cancelled);
            return await ReadAsync(buffer => tls.ReadAsync(buffer, cancelled));
        }

        await socket.WriteAsync(request);
        return await ReadAsync(async buffer => await socket.ReadAsync(buffer));
    }

    /// <summary>A URL for logs, without user and query, which can hold secrets.</summary>
    public static string Shown(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private async Task<LoopSocket> ConnectAsync(Uri url, Deadline deadline, CancellationToken cancelled)
    {
        var addresses = await ResolveAsync(url);
        for (var index = 0; ; index++)
        {
            try
            {
                return await LoopSocket.ConnectAsync(addresses[index], url.Port, loop, deadline, cancelled);
            }
            catch (IOException) when (index + 1 < addresses.Length)
            {
                // The server may listen on the next address.
            }
        }
    }

    // The Pod's own addresses need no resolver, and localhost is never anything else (RFC 6761).
    private static async Task<IPAddress[]> ResolveAsync(Uri url)
    {
        if (url.IdnHost == "localhost")
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }

        if (IPAddress.TryParse(url.IdnHost, out var address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(url.IdnHost);
        }
        catch (SocketException unknown)
        {
            throw new IOException($"can't resolve '{url.IdnHost}': {unknown.SocketErrorCode}", unknown);
        }
    }

    private static string Request(string method, Uri url)
    {
        var authorization = url.UserInfo.Length == 0
            ? ""
            : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)))}\r\n";
        var length = method == "GET" ? "" : "Content-Length: 0\r\n";
        return $"{method} {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: config-sync\r\nAccept: */*\r\n{authorization}{length}Connection: close\r\n\r\n";
    }

    // A call on loopback never leaves the Pod, and few certificates are valid for 'localhost': the kubelet's probes do not verify either.
    private static async Task<SslStream> EncryptAsync(LoopSocket socket, Uri url)
    {
        var stream = new SslStream(new LoopStream(socket));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = url.IdnHost,
            RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || url.IsLoopback,
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options);
            return stream;
        }
        catch (AuthenticationException refused)
        {
            await stream.DisposeAsync();
            throw new IOException($"can't speak TLS with '{url.Authority}': {refused.Message}", refused);
        }
    }

    private static async Task<HttpAnswer> ReadAsync(Func<Memory<byte>, ValueTask<int>> read)
    {
        var buffer = new byte[LongestAnswer];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = length < buffer.Length ? await read(buffer.AsMemory(length)) : 0;
            if (count == 0)
            {
                throw new IOException("the answer ended before its headers did");
            }

            length += count;
        }

        return HttpAnswerParser.Parse(buffer.AsSpan(0, end), buffer.AsSpan((end + 4)..length));
    }
}

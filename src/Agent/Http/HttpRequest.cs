using System.Text;

namespace ConfigSync.Agent.Http;

/// <summary>The request line; of a request to us nothing else matters.</summary>
internal sealed record HttpRequest(string Method, string Path)
{
    /// <summary>Reads the first line; <see langword="null"/> when it is none of HTTP's.</summary>
    public static HttpRequest? Parse(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var parts = Encoding.Latin1.GetString(end < 0 ? head : head[..end]).Split(' ');
        return parts is [var method, ['/', ..] path, "HTTP/1.1" or "HTTP/1.0"] ? new HttpRequest(method, path.Split('?')[0]) : null;
    }
}

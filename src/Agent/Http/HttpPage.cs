using System.Text;

namespace ConfigSync.Agent.Http;

/// <summary>The answer to a request.</summary>
internal sealed record HttpPage(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    internal const string Json = "application/json";
    internal const string Text = "text/plain; charset=utf-8";

    /// <summary>A line of text.</summary>
    public static HttpPage Line(int status, string text) => new(status, Text, Encoding.UTF8.GetBytes(text + "\n"));

    public string Reason => Status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    };
}

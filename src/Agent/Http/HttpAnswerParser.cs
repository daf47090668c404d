using System.Text;

namespace ConfigSync.Agent.Http;

/// <summary>Parses the head of an answer.</summary>
internal static class HttpAnswerParser
{
    private const int ShownOfBody = 200;

    /// <summary>Parses status line and headers; the body is the part that arrived with them.</summary>
    public static HttpAnswer Parse(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        var status = lines[0].Split(' ', 3);
        if (status.Length < 2 || !status[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || !int.TryParse(status[1], out var code))
        {
            throw new IOException("the answer is not HTTP/1.1");
        }

        var location = Array.Find(lines, static line => line.StartsWith("location:", StringComparison.OrdinalIgnoreCase));
        return new HttpAnswer(code, status.Length > 2 ? status[2] : "", location?["location:".Length..].Trim(), Shown(body));
    }

    // One line without control characters: it ends up in a log.
    private static string Shown(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, ShownOfBody)]).Trim();
        return string.Concat(text.Select(static character => char.IsControl(character) ? ' ' : character));
    }
}

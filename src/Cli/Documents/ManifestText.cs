namespace ConfigSync.Cli.Documents;

/// <summary>Cuts a file into documents whose texts, put together again, are the file.</summary>
internal static class ManifestText
{
    public static IReadOnlyList<ManifestDocument> Split(string source, string text)
    {
        var documents = new List<ManifestDocument>();
        var (begin, beginLine, line) = (0, 1, 1);
        for (var at = 0; at < text.Length; line++)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found + 1 : text.Length;
            // `---` at the start of a line is a marker wherever it stands, be it in the middle of a block of text.
            if (at > begin && IsMarker(text.AsSpan(at, end - at), "---") && !OnlyDirectives(text.AsSpan(begin, at - begin)))
            {
                documents.Add(new ManifestDocument(source, beginLine, text[begin..at]));
                (begin, beginLine) = (at, line);
            }
            else if (IsMarker(text.AsSpan(at, end - at), "...") && end < text.Length)
            {
                documents.Add(new ManifestDocument(source, beginLine, text[begin..end]));
                (begin, beginLine) = (end, line + 1);
            }

            at = end;
        }

        documents.Add(new ManifestDocument(source, beginLine, text[begin..]));
        return documents;
    }

    /// <summary>True when a document that is appended to another needs no marker before it.</summary>
    public static bool HasMarker(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace() && !line.TrimStart().StartsWith("#"))
            {
                return IsMarker(line, "---") || line.StartsWith("%");
            }
        }

        // Nothing but comments: they may stand after any document.
        return true;
    }

    private static bool IsMarker(ReadOnlySpan<char> line, string marker) => line.StartsWith(marker) && (line.Length == marker.Length || char.IsWhiteSpace(line[marker.Length]));

    // Directives belong to the document whose marker follows them.
    private static bool OnlyDirectives(ReadOnlySpan<char> text)
    {
        var any = false;
        foreach (var line in text.EnumerateLines())
        {
            if (line.StartsWith("%"))
            {
                any = true;
            }
            else if (!line.IsWhiteSpace() && !line.TrimStart().StartsWith("#"))
            {
                return false;
            }
        }

        return any;
    }
}

/// <summary>One document of a file, with everything that belongs to it: the marker before it, its comments, its line ends.</summary>
/// <param name="Source">The file, as messages call it.</param>
/// <param name="Line">The line of the file on which it begins, counted from 1.</param>
/// <param name="Text">Its text, to the letter.</param>
internal sealed record ManifestDocument(string Source, int Line, string Text);

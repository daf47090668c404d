using System.Text.RegularExpressions;

namespace ConfigSync.Cli.Yaml;

/// <summary>
/// Blank lines at the head of a block of text. YAML and kubectl take them for line breaks as long as they have no more spaces than the text that
/// follows; the scanner refuses any space on them. Without their spaces they mean the same to both.
/// </summary>
internal static partial class LeadingBlanks
{
    /// <summary>The text with such lines emptied; its lines stay the same lines.</summary>
    public static string Empty(string text)
    {
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (Header().Match(lines[at]) is not { Success: true } header)
            {
                continue;
            }

            var first = Array.FindIndex(lines, at + 1, static line => !IsBlank(line));
            var outer = Indentation(lines[at]);
            if (first < 0 || Indentation(lines[first]) <= outer)
            {
                continue;
            }

            // With an indentation of its own, a block's first line says nothing about it.
            var isGiven = header.Groups["given"].Success;
            var inner = isGiven ? outer + 1 : Indentation(lines[first]);
            for (var blank = at + 1; blank < first && !isGiven; blank++)
            {
                lines[blank] = Indentation(lines[blank]) <= inner ? lines[blank].TrimStart(' ') : lines[blank];
            }

            // What looks like a header within the block is text.
            for (at = first; at + 1 < lines.Length && (IsBlank(lines[at + 1]) || Indentation(lines[at + 1]) >= inner); at++)
            {
            }
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^(?!\s*#)(.*[:?-]\s+)([!&]\S+\s+)*[|>][+-]?(?<given>[1-9])?[+-]?\s*(\s#.*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Header();

    private static bool IsBlank(string line) => line.AsSpan().TrimEnd('\r').TrimStart(' ').IsEmpty;

    private static int Indentation(string line) => line.Length - line.AsSpan().TrimStart(' ').Length;
}

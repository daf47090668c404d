namespace ConfigSync.Cli.Injecting;

/// <summary>The difference of two texts, line by line, in the unified form with three lines around each change.</summary>
internal static class LineDiff
{
    private const int Around = 3;

    /// <returns>Lines that begin with a blank, <c>-</c>, <c>+</c>, or <c>@@</c>; none when the texts are equal.</returns>
    public static IEnumerable<string> Compare(string before, string after)
    {
        var lines = Align(before.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), after.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        var shown = lines.Select((_, at) => lines.Skip(at - Around).Take(Math.Min(at, Around) + 1 + Around).Any(static line => line.Mark != ' ')).ToArray();
        var (old, fresh) = (1, 1);
        for (var at = 0; at < lines.Count; at++)
        {
            if (shown[at] && (at == 0 || !shown[at - 1]))
            {
                var hunk = lines.Skip(at).TakeWhile((_, offset) => shown[at + offset]).ToArray();
                yield return $"@@ -{old},{hunk.Count(static line => line.Mark != '+')} +{fresh},{hunk.Count(static line => line.Mark != '-')} @@";
            }

            if (shown[at])
            {
                yield return lines[at].Mark + lines[at].Text;
            }

            old += lines[at].Mark == '+' ? 0 : 1;
            fresh += lines[at].Mark == '-' ? 0 : 1;
        }
    }

    // The longest common subsequence: quadratic, for texts of a few hundred lines. What is equal at both ends is left out of it.
    private static List<(char Mark, string Text)> Align(string[] before, string[] after)
    {
        var head = before.Zip(after).TakeWhile(static pair => pair.First == pair.Second).Count();
        var tail = before.Skip(head).Reverse().Zip(after.Skip(head).Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();
        var (a, b) = (before[head..^tail], after[head..^tail]);
        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var lines = before[..head].Select(static text => (' ', text)).ToList();
        var (x, y) = (0, 0);
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && a[x] == b[y])
            {
                lines.Add((' ', a[x++]));
                y++;
            }
            else if (y >= b.Length || (x < a.Length && length[x + 1, y] >= length[x, y + 1]))
            {
                lines.Add(('-', a[x++]));
            }
            else
            {
                lines.Add(('+', b[y++]));
            }
        }

        lines.AddRange(before[^tail..].Select(static text => (' ', text)));
        return lines;
    }
}

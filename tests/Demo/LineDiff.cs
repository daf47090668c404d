namespace ConfigSync.Demo;

/// <summary>The difference of two texts by their longest common subsequence of lines.</summary>
internal static class LineDiff
{
    /// <summary>Every line of both, marked ' ' (in both), '-' (only in the old) or '+' (only in the new).</summary>
    public static List<(char Kind, string Text)> Of(string[] old, string[] @new)
    {
        // common[i, j]: length of the longest common subsequence of what follows line i of the old and line j of the new.
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char, string)>();
        var (a, b) = (0, 0);
        while (a < old.Length || b < @new.Length)
        {
            if (a < old.Length && b < @new.Length && old[a] == @new[b])
            {
                lines.Add((' ', old[a++]));
                b++;
            }
            else if (a < old.Length && (b == @new.Length || common[a + 1, b] >= common[a, b + 1]))
            {
                lines.Add(('-', old[a++]));
            }
            else
            {
                lines.Add(('+', @new[b++]));
            }
        }

        return lines;
    }
}

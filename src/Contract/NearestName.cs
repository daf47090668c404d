namespace ConfigSync.Contract;

/// <summary>Finds the name that was meant by one with a typing error.</summary>
public static class NearestName
{
    /// <summary>The candidate that takes the fewest edits; null when there is none, or all are too far for a guess to help.</summary>
    /// <param name="name">The name with the typing error.</param>
    /// <param name="candidates">The known names.</param>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        // Longer than any name of ours: no guess would help, and the cost grows with the square.
        const int longest = 100;
        if (name.Length > longest)
        {
            return null;
        }

        var nearest = candidates
            .Where(candidate => candidate.Length <= longest)
            .Select(candidate => (Candidate: candidate, Edits: Edits(name, candidate)))
            .OrderBy(pair => pair.Edits)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Candidate is not null && nearest.Edits <= Math.Max(2, name.Length / 2) ? nearest.Candidate : null;
    }

    // Levenshtein distance, one row at a time.
    private static int Edits(string from, string to)
    {
        Span<int> row = stackalloc int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= from.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var substituted = diagonal + (from[line - 1] == to[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(substituted, 1 + Math.Min(row[column], row[column - 1]));
            }
        }

        return row[to.Length];
    }
}

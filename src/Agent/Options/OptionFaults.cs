namespace ConfigSync.Agent.Options;

/// <summary>Everything that is wrong with the options, told at once.</summary>
internal sealed class OptionFaults
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All => _faults;

    public void Add(string fault) => _faults.Add($"invalid option: {fault}");

    public void Add(string name, string rule, string value) => Add($"{name} must {rule} (was '{value}')");

    /// <summary>A name that is not an option, with the known name that is nearest to it.</summary>
    public void Unknown(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(candidate => Distance(name, candidate))!;
        Add(Distance(name, nearest) <= 3 ? $"{name} is unknown; did you mean {nearest}?" : $"{name} is unknown");
    }

    // Levenshtein's distance, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

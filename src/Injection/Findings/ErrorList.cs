namespace ConfigSync.Injection.Findings;

/// <summary>Collects every error, so that nobody has to fix a Pod one message at a time.</summary>
internal sealed class ErrorList
{
    // What a Pod says is quoted back to its author, but never at any length: the message ends in events and logs.
    private const int LongestQuote = 100;

    private readonly List<Finding> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public IReadOnlyList<Finding> ToList() => _errors;

    public void Add(Reason reason, string text) => _errors.Add(new Finding(reason, text));

    /// <summary>A value as it may stand in a message: cut, on one line, in quotes.</summary>
    public static string Quote(string value)
    {
        var cut = value.Length > LongestQuote ? value[..LongestQuote] + "…" : value;
        return $"'{string.Concat(cut.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character))}'";
    }
}

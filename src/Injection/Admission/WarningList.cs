namespace ConfigSync.Injection.Admission;

/// <summary>
/// Warnings within the API server's limits: 4096 characters in all, or it cuts each to 256; no control characters.
/// What does not fit is counted, so that nobody takes the list for complete.
/// </summary>
internal static class WarningList
{
    private const int LongestWarning = 256;
    private const int LongestList = 4096 - LongestWarning;

    public static IEnumerable<string> Of(IReadOnlyList<string> texts)
    {
        var total = 0;
        for (var index = 0; index < texts.Count; index++)
        {
            var warning = OneLine(texts[index]);
            total += warning.Length;
            if (total > LongestList)
            {
                yield return $"config-sync: {texts.Count - index} more warnings";
                yield break;
            }

            yield return warning;
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Concat(("config-sync: " + text).Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= LongestWarning ? line : line[..(LongestWarning - 1)] + "…";
    }
}

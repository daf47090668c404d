using System.Text.RegularExpressions;

namespace ConfigSync.TestKit;

/// <summary>The log events that a source file declares, as rows of the documentation's tables.</summary>
public static partial class LogEvents
{
    /// <summary>The beginning of the row of each event: id, name and level.</summary>
    public static IReadOnlyList<string> RowsOf(params string[] file) => [.. Declaration().Matches(File.ReadAllText(Repository.PathOf(file)))
        .Select(static found => found.Groups)
        .Select(static found => $"\n| {found["id"].Value} | `{found["name"].Value}` | {found["level"].Value.ToLowerInvariant()} |")];

    // The servers declare events by attribute, the agent by a call.
    [GeneratedRegex(
        "EventId = (?<id>[0-9]+), EventName = \"(?<name>[A-Za-z]+)\", Level = LogLevel\\.(?<level>[A-Za-z]+)"
        + "|LogLevel\\.(?<level>[A-Za-z]+), (?<id>[0-9]+), nameof\\((?<name>[A-Za-z]+)\\)")]
    private static partial Regex Declaration();
}

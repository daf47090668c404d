using System.Globalization;

namespace ConfigSync.Contract;

/// <summary>Durations as Kubernetes writes them: <c>500ms</c>, <c>30s</c>, <c>1m30s</c>, <c>1h</c>.</summary>
public static class DurationText
{
    private static readonly (string Suffix, long Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    // A day, far above any setting of ours: what is longer is a typing error and would overflow timers.
    private const long Longest = 24 * 3_600_000L;

    /// <summary>Reads a duration: one or more whole numbers with a unit, nothing else, at most 24h in all.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text.IsEmpty)
        {
            return false;
        }

        long total = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
            {
                return false;
            }

            var number = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[digits..];
            var letters = text.IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? text : text[..letters];
            if (!TryScale(unit, out var scale))
            {
                return false;
            }

            total += number * scale;
            if (total > Longest)
            {
                return false;
            }

            text = text[unit.Length..];
        }

        duration = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>Reads a duration that is known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var duration) ? duration : throw new FormatException($"not a duration: '{text}'");

    private static bool TryScale(ReadOnlySpan<char> unit, out long milliseconds)
    {
        foreach (var (suffix, scale) in Units)
        {
            if (unit.SequenceEqual(suffix))
            {
                milliseconds = scale;
                return true;
            }
        }

        milliseconds = 0;
        return false;
    }
}

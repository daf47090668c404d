using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConfigSync.Cli.Yaml;

/// <summary>The meaning of an unquoted scalar, by the rules of YAML 1.1, since that is how kubectl reads manifests: <c>on</c> is a truth value there.</summary>
internal static partial class PlainScalar
{
    private static readonly string[] Nulls = ["", "~", "null", "Null", "NULL"];
    private static readonly string[] Trues = ["true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"];
    private static readonly string[] Falses = ["false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF"];

    /// <summary>The value as JSON.</summary>
    public static JsonValue? ToJson(string text)
    {
        if (Nulls.Contains(text))
        {
            return null;
        }

        if (Trues.Contains(text) || Falses.Contains(text))
        {
            return JsonValue.Create(Trues.Contains(text));
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (Whole().IsMatch(digits) && TryWhole(digits, out var whole))
        {
            return JsonValue.Create(whole);
        }

        return Fraction().IsMatch(digits) && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction)
            ? JsonValue.Create(fraction)
            : JsonValue.Create(text);
    }

    /// <summary>True when a text must be quoted to stay a string.</summary>
    public static bool MeansSomethingElse(string text) =>
        Nulls.Contains(text) || Trues.Contains(text) || Falses.Contains(text) || NumberOrTime().IsMatch(text);

    // A leading 0 means octal, as in defaultMode: 0644.
    private static bool TryWhole(string text, out long number)
    {
        var negative = text[0] == '-';
        var unsigned = text.TrimStart('+', '-');
        var (radix, digits) = unsigned switch
        {
            ['0', 'x' or 'X', .. var hexadecimal] => (16, hexadecimal),
            ['0', 'o' or 'O', .. var octal] => (8, octal),
            ['0', 'b' or 'B', .. var binary] => (2, binary),
            ['0', _, ..] => (8, unsigned[1..]),
            _ => (10, unsigned),
        };
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix)
            {
                number = 0;
                return false;
            }

            value = (value * radix) + worth;
        }

        value = negative ? -value : value;
        var fits = value >= long.MinValue && value <= long.MaxValue;
        number = fits ? (long)value : 0;
        return fits;
    }

    [GeneratedRegex("^[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+)$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Fraction();

    // Wider than what is a number to one parser: times and numbers of base 60 are values to others.
    [GeneratedRegex(@"^[-+.]?[0-9][0-9_.:xXoObBeE+-]*[0-9a-fA-F]*$|^[-+]?\.(inf|nan)$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", RegexOptions.IgnoreCase)]
    private static partial Regex NumberOrTime();
}

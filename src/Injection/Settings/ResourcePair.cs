using System.Globalization;
using System.Text.RegularExpressions;

namespace ConfigSync.Injection.Settings;

/// <summary>A resource's request and, perhaps, limit: <c>10m/100m</c> or <c>10m</c>.</summary>
internal sealed partial record ResourcePair(string Request, string? Limit)
{
    private static readonly Dictionary<string, decimal> Scales = new(StringComparer.Ordinal)
    {
        [""] = 1,
        ["m"] = 0.001m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["Ki"] = 1L << 10,
        ["Mi"] = 1L << 20,
        ["Gi"] = 1L << 30,
    };

    public static bool TryParse(string text, out ResourcePair pair)
    {
        var parts = text.Split('/');
        pair = new ResourcePair(parts[0], parts.Length > 1 ? parts[1] : null);
        return parts.Length <= 2
            && TryMeasure(pair.Request, out var request)
            && (pair.Limit is null || (TryMeasure(pair.Limit, out var limit) && limit >= request));
    }

    private static bool TryMeasure(string quantity, out decimal amount)
    {
        amount = 0;
        var match = Quantity().Match(quantity);
        if (!match.Success)
        {
            return false;
        }

        amount = decimal.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Scales[match.Groups[2].Value];
        return amount > 0;
    }

    [GeneratedRegex(@"\A([0-9]{1,9}(?:\.[0-9]{1,3})?)(m|k|M|G|Ki|Mi|Gi|)\z")]
    private static partial Regex Quantity();
}

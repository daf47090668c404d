using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Settings;

/// <summary>A resource's request and, perhaps, limit: <c>10m/100m</c> or <c>10m</c>.</summary>
internal sealed record ResourcePair(string Request, string? Limit)
{
    public static bool TryParse(string text, out ResourcePair pair)
    {
        var parts = text.Split('/');
        pair = new ResourcePair(parts[0], parts.Length > 1 ? parts[1] : null);
        return parts.Length <= 2
            && Quantity.TryParse(pair.Request, out var request)
            && request.Nanos > 0
            && (pair.Limit is null || (Quantity.TryParse(pair.Limit, out var limit) && limit.Nanos >= request.Nanos));
    }
}

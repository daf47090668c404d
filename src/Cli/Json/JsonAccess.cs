using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConfigSync.Cli.Json;

/// <summary>Ways into JSON of which nothing may be taken for granted: what is missing or of another type is simply not there.</summary>
internal static class JsonAccess
{
    /// <summary>What stands behind names.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = node is JsonObject item && item.TryGetPropertyValue(name, out var value) ? value : null;
        }

        return node;
    }

    /// <summary>A text behind names.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A whole number behind names.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>A truth value behind names.</summary>
    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names)?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The items of a list behind names; empty when there is none.</summary>
    public static IEnumerable<JsonNode> List(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names) is JsonArray list ? list.OfType<JsonNode>() : [];

    /// <summary>The entries of an object behind names; empty when there is none.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names) as JsonObject ?? [];
}

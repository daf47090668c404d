using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConfigSync.Cli.Json;

/// <summary>Access to JSON that may have any shape: a value that is missing or of another type reads as null or empty.</summary>
internal static class JsonAccess
{
    /// <summary>The node at a path of names.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = node is JsonObject item && item.TryGetPropertyValue(name, out var value) ? value : null;
        }

        return node;
    }

    /// <summary>The string at a path of names.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The whole number at a path of names.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> names) =>
        node.At(names) is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>The boolean at a path of names.</summary>
    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names)?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The items of the list at a path of names; empty when there is none.</summary>
    public static IEnumerable<JsonNode> List(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names) is JsonArray list ? list.OfType<JsonNode>() : [];

    /// <summary>The entries of the object at a path of names; empty when there is none.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names) as JsonObject ?? [];
}

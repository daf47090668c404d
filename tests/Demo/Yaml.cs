using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConfigSync.Demo;

/// <summary>JSON in the form in which people write manifests; for reading only.</summary>
internal static class Yaml
{
    /// <summary>The lines of a value.</summary>
    public static IEnumerable<string> Lines(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(static entry => Entry(entry.Key, entry.Value)),
        JsonArray list => list.SelectMany(static item => Indented(Lines(item), "- ")),
        _ => [Scalar(node)],
    };

    private static IEnumerable<string> Entry(string key, JsonNode? value) => value switch
    {
        JsonObject { Count: 0 } => [$"{key}: {{}}"],
        JsonArray { Count: 0 } => [$"{key}: []"],
        JsonObject => [$"{key}:", .. Indented(Lines(value), "  ")],
        JsonArray list when IsShort(list) => [$"{key}: [{string.Join(", ", list.Select(Scalar))}]"],
        JsonArray => [$"{key}:", .. Lines(value)],
        _ => [$"{key}: {Scalar(value)}"],
    };

    private static bool IsShort(JsonArray list) => list.Count == 1 && list[0] is JsonValue value && value.ToJsonString().Length < 20;

    private static IEnumerable<string> Indented(IEnumerable<string> lines, string first) =>
        lines.Select((line, at) => (at == 0 ? first : "  ") + line);

    // Quoted only where YAML would read something else, which for these Pods is what could be a number, a truth value or a collection.
    private static string Scalar(JsonNode? node)
    {
        if (node is null || node.GetValueKind() != JsonValueKind.String)
        {
            return node?.ToJsonString() ?? "null";
        }

        var text = (string)node!;
        return text.Length == 0
            || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || text is "true" or "false" or "null"
            || "{[&*!|>'\"%@`#".Contains(text[0], StringComparison.Ordinal)
            || text.Contains(": ", StringComparison.Ordinal)
            ? $"'{text.ReplaceLineEndings("\\n")}'"
            : text.ReplaceLineEndings("\\n");
    }
}

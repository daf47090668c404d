using System.Text.Json.Nodes;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.TestKit.Manifests;

/// <summary>Compares two sets of objects field by field.</summary>
public static class ManifestComparison
{
    private const string Absent = "(absent)";

    /// <summary>Every difference: object, path, and what stands there in the one and in the other.</summary>
    public static IReadOnlyList<string> Differences(IEnumerable<JsonObject> expected, IEnumerable<JsonObject> actual)
    {
        var (left, right) = (ByTitle(expected), ByTitle(actual));
        var differences = new List<string>();
        foreach (var title in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
        {
            if (!left.TryGetValue(title, out var one))
            {
                differences.Add($"{title}: must not be there");
            }
            else if (!right.TryGetValue(title, out var other))
            {
                differences.Add($"{title}: is missing");
            }
            else
            {
                Compare(one, other, "", (path, must, was) => differences.Add($"{title}: {path} must be {must} (was {was})"));
            }
        }

        return differences;
    }

    /// <summary>An object's version, kind, namespace and name.</summary>
    public static string Title(JsonObject item)
    {
        var metadata = item["metadata"];
        var inNamespace = metadata?["namespace"] is { } name ? $"{name}/" : "";
        return $"{item["apiVersion"]} {item["kind"]} {inNamespace}{metadata?["name"]}";
    }

    private static Dictionary<string, JsonObject> ByTitle(IEnumerable<JsonObject> objects) => objects.ToDictionary(Title, StringComparer.Ordinal);

    private static void Compare(JsonNode? left, JsonNode? right, string path, Action<string, string, string> report)
    {
        switch (left, right)
        {
            case (JsonObject one, JsonObject other):
                foreach (var key in one.Select(field => field.Key).Union(other.Select(field => field.Key)))
                {
                    // Null stands for a value that is there and empty, which is not the same as none.
                    Compare(one.ContainsKey(key) ? one[key] : Absent, other.ContainsKey(key) ? other[key] : Absent, $"{path}.{key}".TrimStart('.'), report);
                }

                break;
            case (JsonArray one, JsonArray other) when one.Count == other.Count:
                for (var i = 0; i < one.Count; i++)
                {
                    Compare(one[i], other[i], $"{path}[{i}]", report);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(left, right) && !IsSameFile(left, right, path))
                {
                    report(path, Shown(left), Shown(right));
                }

                break;
        }
    }

    // A YAML file inside of a ConfigMap is the same whatever its comments and quotes are.
    private static bool IsSameFile(JsonNode? left, JsonNode? right, string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal)
        && left is JsonValue one && right is JsonValue other && one.TryGetValue<string>(out var first) && other.TryGetValue<string>(out var second)
        && ManifestYaml.Parse(first).Select(document => document.ToJsonString()).SequenceEqual(ManifestYaml.Parse(second).Select(document => document.ToJsonString()));

    private static string Shown(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 200 ? text : text[..200] + "…";
    }
}

using System.Text.Json.Nodes;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>Short ways into objects.</summary>
internal static class JsonPath
{
    /// <summary>What stands behind names, or <see langword="null"/> when any is missing.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>A text behind names.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> names) => node.At(names)?.ToString();

    /// <summary>A list behind names; empty when there is none.</summary>
    public static IReadOnlyList<JsonNode> List(this JsonNode? node, params ReadOnlySpan<string> names) => [.. (node.At(names) as JsonArray ?? [])!];

    /// <summary>A list of texts.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, params ReadOnlySpan<string> names) => [.. node.List(names).Select(item => item.ToString())];

    /// <summary>Kind and name, for messages.</summary>
    public static string Title(this JsonNode node) => $"{node.Text("kind")} {node.Text("metadata", "name")}";

    /// <summary>The one object of a kind, and of a name if given.</summary>
    public static JsonObject One(this IEnumerable<JsonObject> objects, string kind, string? name = null) =>
        Assert.Single(objects, item => item.Text("kind") == kind && (name is null || item.Text("metadata", "name") == name));

    /// <summary>The Pods that objects would make, each as a Pod of its own.</summary>
    public static IReadOnlyList<JsonObject> Pods(this IEnumerable<JsonObject> objects) => [.. objects.Select(Pod).OfType<JsonObject>()];

    private static JsonObject? Pod(JsonObject item)
    {
        var template = item.Text("kind") switch
        {
            "Pod" => item,
            "CronJob" => item.At("spec", "jobTemplate", "spec", "template"),
            _ => item.At("spec", "template"),
        };
        return template.At("spec", "containers") is null
            ? null
            : new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["metadata"] = template.At("metadata")?.DeepClone() ?? new JsonObject(),
                ["spec"] = template.At("spec")!.DeepClone(),
            };
    }
}

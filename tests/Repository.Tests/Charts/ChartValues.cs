using System.Text.Json.Nodes;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>The values of the chart, as the schema and <c>values.yaml</c> have them.</summary>
internal static class ChartValues
{
    private const string Definitions = "#/definitions/";

    // Definitions that are a part of the chart's values. The others are Kubernetes' own types, or maps whose keys are the user's, and are values as a whole.
    private static readonly string[] Sections = ["image", "resources"];

    /// <summary>The schema.</summary>
    public static JsonObject Schema { get; } = JsonNode.Parse(File.ReadAllText(Helm.PathOf("values.schema.json")))!.AsObject();

    /// <summary>The defaults.</summary>
    public static JsonObject Defaults { get; } = ManifestYaml.Parse(File.ReadAllText(Helm.PathOf("values.yaml"))).Single();

    /// <summary>The paths of all values that the schema knows, such as <c>webhook.replicas</c>.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Leaves(Schema, "")];

    /// <summary>A default by its path.</summary>
    public static JsonNode? Default(string path) => Defaults.At(path.Split('.'));

    /// <summary>A part of the schema by its name.</summary>
    public static JsonNode? Definition(string name) => Schema.At("definitions", name);

    private static IEnumerable<string> Leaves(JsonNode schema, string path)
    {
        var section = schema.Text("$ref") is { } reference && Sections.Contains(reference[Definitions.Length..]) ? Definition(reference[Definitions.Length..])! : schema;
        return section.At("properties") is JsonObject properties
            ? properties.SelectMany(property => Leaves(property.Value!, path.Length == 0 ? property.Key : $"{path}.{property.Key}"))
            : [path];
    }
}

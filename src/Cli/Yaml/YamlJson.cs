using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Yaml;

/// <summary>YAML nodes as JSON and back.</summary>
internal static class YamlJson
{
    private const string TextTag = "tag:yaml.org,2002:str";

    /// <summary>A node as JSON. Expects a tree without aliases, as <see cref="YamlDocumentReader"/> makes it.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => ToJson(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } plain when plain.Tag.IsEmpty || plain.Tag.Value != TextTag => PlainScalar.ToJson(plain.Value ?? ""),
        YamlScalarNode text => JsonValue.Create(text.Value ?? ""),
        _ => null,
    };

    /// <summary>JSON as a node that reads back as the same JSON.</summary>
    public static YamlNode ToYaml(JsonNode? json)
    {
        switch (json)
        {
            case JsonObject item:
                return new YamlMappingNode(item.Select(static field => KeyValuePair.Create<YamlNode, YamlNode>(Text(field.Key), ToYaml(field.Value))));
            case JsonArray list:
                return new YamlSequenceNode(list.Select(ToYaml));
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return Text(value.GetValue<string>());
            default:
                return new YamlScalarNode(json?.ToJsonString() ?? "null") { Style = ScalarStyle.Plain };
        }
    }

    /// <summary>A text, quoted where it would otherwise be read as something else.</summary>
    public static YamlScalarNode Text(string text) =>
        new(text) { Style = PlainScalar.MeansSomethingElse(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };

    private static JsonObject ToJson(YamlMappingNode mapping)
    {
        var item = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            // JSON has only texts as keys; a manifest's keys are scalars, and a number among them means its digits.
            item[key is YamlScalarNode scalar ? scalar.Value ?? "" : string.Create(CultureInfo.InvariantCulture, $"{key}")] = ToJson(value);
        }

        return item;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Yaml;

/// <summary>
/// Applies an RFC 6902 patch to a YAML tree in place: just <c>add</c>, <c>replace</c> and <c>remove</c>, which is all that the injector writes.
/// What the patch does not name keeps its place, its quotes and its layout.
/// </summary>
internal static class YamlPatch
{
    /// <summary>Applies every operation, in order.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="patch">The patch as UTF-8 JSON.</param>
    public static void Apply(YamlMappingNode root, ReadOnlySpan<byte> patch)
    {
        foreach (var operation in JsonNode.Parse(patch)!.AsArray())
        {
            var pointer = operation.Text("path")!;
            var tokens = pointer.Split('/').Skip(1).Select(Unescape).ToArray();
            var parent = tokens[..^1].Aggregate((YamlNode)root, (node, token) => Child(node, token) ?? throw Unusable(pointer));
            Apply(parent, tokens[^1], operation.Text("op")!, operation.At("value"), pointer);
        }
    }

    private static void Apply(YamlNode parent, string token, string kind, JsonNode? value, string pointer)
    {
        switch (parent, kind)
        {
            case (YamlMappingNode mapping, "add" or "replace"):
                Set(mapping, YamlJson.Text(token), value);
                break;
            case (YamlMappingNode mapping, "remove"):
                mapping.Children.Remove(YamlJson.Text(token));
                break;
            case (YamlSequenceNode sequence, "add"):
                // An empty [] is written in flow style; what is put into it is not. The same holds for {} below.
                sequence.Style = sequence.Children.Count == 0 ? SequenceStyle.Block : sequence.Style;
                sequence.Children.Insert(token == "-" ? sequence.Children.Count : Index(token), YamlJson.ToYaml(value));
                break;
            case (YamlSequenceNode sequence, "replace"):
                sequence.Children[Index(token)] = Like(sequence.Children[Index(token)], value);
                break;
            case (YamlSequenceNode sequence, "remove"):
                sequence.Children.RemoveAt(Index(token));
                break;
            default:
                throw Unusable(pointer);
        }
    }

    private static void Set(YamlMappingNode mapping, YamlScalarNode key, JsonNode? value)
    {
        if (mapping.Children.TryGetValue(key, out var old))
        {
            mapping.Children[key] = Like(old, value);
        }
        else
        {
            mapping.Style = mapping.Children.Count == 0 ? MappingStyle.Block : mapping.Style;
            mapping.Children.Add(key, YamlJson.ToYaml(value));
        }
    }

    // A text takes over the quotes of the text that it replaces.
    private static YamlNode Like(YamlNode old, JsonNode? value)
    {
        var node = YamlJson.ToYaml(value);
        if (node is YamlScalarNode { Style: ScalarStyle.Any } text && old is YamlScalarNode { Style: not ScalarStyle.Plain } quoted)
        {
            text.Style = quoted.Style;
        }

        return node;
    }

    private static YamlNode? Child(YamlNode node, string token) => node switch
    {
        YamlMappingNode mapping => mapping.Children.TryGetValue(YamlJson.Text(token), out var child) ? child : null,
        YamlSequenceNode sequence when Index(token) < sequence.Children.Count => sequence.Children[Index(token)],
        _ => null,
    };

    private static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static int Index(string token) => int.Parse(token, NumberStyles.None, CultureInfo.InvariantCulture);

    private static InvalidOperationException Unusable(string pointer) => new($"can't apply the patch: there is nothing at '{pointer}'");
}

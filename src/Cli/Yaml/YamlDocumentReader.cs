using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Yaml;

/// <summary>Reads one YAML document into a tree of its own nodes: aliases are copies of what they stand for, and merge keys are carried out.</summary>
internal sealed class YamlDocumentReader
{
    private const string MergeKey = "<<";

    // A Pod is at most 3 MiB of JSON to the API server; aliases of aliases could make any amount of nodes from a few lines.
    private const int MostNodes = 1_000_000;
    private const int MostDepth = 200;

    private int _nodes;

    private YamlDocumentReader()
    {
    }

    /// <summary>Reads the text of one document.</summary>
    /// <returns>The root, or <see langword="null"/> when there is nothing but comments.</returns>
    /// <exception cref="YamlException">It is not YAML; its marks say where.</exception>
    public static YamlNode? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : new YamlDocumentReader().Own(stream.Documents[0].RootNode, 0);
    }

    private YamlNode Own(YamlNode node, int depth)
    {
        if (++_nodes > MostNodes || depth > MostDepth)
        {
            throw new YamlException(node.Start, node.End, $"more than {MostNodes} nodes or {MostDepth} levels, counting what aliases stand for");
        }

        return node switch
        {
            YamlMappingNode mapping => Own(mapping, depth),
            YamlSequenceNode sequence => new YamlSequenceNode(sequence.Children.Select(child => Own(child, depth + 1))) { Style = sequence.Style, Tag = sequence.Tag },
            YamlScalarNode scalar => new YamlScalarNode(scalar.Value) { Style = scalar.Style, Tag = scalar.Tag },
            _ => node,
        };
    }

    private YamlMappingNode Own(YamlMappingNode mapping, int depth)
    {
        var own = new YamlMappingNode { Style = mapping.Style, Tag = mapping.Tag };
        foreach (var (key, value) in mapping.Children.Where(static entry => !IsMerge(entry.Key)))
        {
            own.Add(Own(key, depth + 1), Own(value, depth + 1));
        }

        // After the mapping's own keys, which win; and of several merged ones the first does.
        foreach (var merged in mapping.Children.Where(static entry => IsMerge(entry.Key)).SelectMany(static entry => Merged(entry.Value)))
        {
            foreach (var (key, value) in Own(merged, depth + 1).Children.Where(entry => !own.Children.ContainsKey(entry.Key)))
            {
                own.Add(key, value);
            }
        }

        return own;
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: MergeKey, Style: ScalarStyle.Plain };

    private static IEnumerable<YamlMappingNode> Merged(YamlNode value) => value switch
    {
        YamlMappingNode mapping => [mapping],
        YamlSequenceNode sequence => sequence.Children.OfType<YamlMappingNode>(),
        _ => throw new YamlException(value.Start, value.End, "what << merges must be a mapping or a list of mappings"),
    };
}

using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Yaml;

/// <summary>Writes a tree as the text of one document, without a marker in front.</summary>
internal static class YamlPrinter
{
    // Tabs, and the line ends that YAML knows besides \n.
    private static readonly SearchValues<char> Escaped = SearchValues.Create('\t', '\r', '\u0085', '\u2028', '\u2029', '\uFEFF');

    /// <param name="root">The tree.</param>
    /// <param name="indentLists">True when the dash of a list stands further right than the key that it belongs to.</param>
    public static string Print(YamlNode root, bool indentLists)
    {
        Settle(root, unfold: root is YamlMappingNode { Style: MappingStyle.Flow });
        var text = new StringWriter { NewLine = "\n" };
        // No folding: a long argument stays on its line.
        var settings = new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024);
        var emitter = new Emitter(text, indentLists ? settings.WithIndentedSequences() : settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, [], isImplicit: true));
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                emitter.Emit(new MappingStart(AnchorName.Empty, mapping.Tag, mapping.Tag.IsEmpty, mapping.Style));
                foreach (var (key, value) in mapping.Children)
                {
                    Emit(emitter, key);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case YamlSequenceNode sequence:
                emitter.Emit(new SequenceStart(AnchorName.Empty, sequence.Tag, sequence.Tag.IsEmpty, sequence.Style));
                foreach (var child in sequence.Children)
                {
                    Emit(emitter, child);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case YamlScalarNode scalar:
                emitter.Emit(new Scalar(AnchorName.Empty, scalar.Tag, scalar.Value ?? "", scalar.Style, scalar.Tag.IsEmpty, scalar.Tag.IsEmpty));
                break;
        }
    }

    // A null that was written as nothing at all would come out as an empty text in flow style. And a document that is flow style from its root is
    // JSON, which nobody wants to read as one line.
    private static void Settle(YamlNode node, bool unfold)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                mapping.Style = unfold ? MappingStyle.Block : mapping.Style;
                foreach (var (key, value) in mapping.Children)
                {
                    Settle(key, unfold);
                    Settle(value, unfold);
                }

                break;
            case YamlSequenceNode sequence:
                sequence.Style = unfold ? SequenceStyle.Block : sequence.Style;
                foreach (var child in sequence.Children)
                {
                    Settle(child, unfold);
                }

                break;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" } nothing:
                nothing.Value = "null";
                break;
            // Only double quotes have a way to write these down, and the emitter does not see to it.
            case YamlScalarNode scalar when scalar.Value is { } text && text.AsSpan().IndexOfAny(Escaped) >= 0:
                scalar.Style = ScalarStyle.DoubleQuoted;
                break;
        }
    }
}

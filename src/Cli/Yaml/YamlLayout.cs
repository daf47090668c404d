using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ConfigSync.Cli.Yaml;

/// <summary>The layout of a document, as far as it is kept when the document is written again.</summary>
/// <param name="ContentStart">Where its content begins: before that stand the marker and comments.</param>
/// <param name="IndentedLists">True when the dashes of its lists stand further right than the keys that they belong to.</param>
internal sealed record YamlLayout(int ContentStart, bool IndentedLists)
{
    /// <summary>Reads the layout of one document; fails when it is not YAML.</summary>
    /// <exception cref="YamlException">It is not; its marks say where.</exception>
    public static YamlLayout Of(string text)
    {
        var scanner = new Scanner(new StringReader(text));
        try
        {
            return Of(new Parser(scanner), text.Length);
        }
        catch (InvalidOperationException)
        {
            // What the scanner throws instead of a YamlException when a line begins where [ or { is still open.
            throw new YamlException(scanner.CurrentPosition, scanner.CurrentPosition, "found something that cannot stand here; is a [ or { above not closed?");
        }
        catch (YamlException cause) when (cause.Start.Index == 0)
        {
            // Some errors come without a position.
            throw new YamlException(scanner.CurrentPosition, scanner.CurrentPosition, cause.Message);
        }
    }

    private static YamlLayout Of(Parser parser, int length)
    {
        var anchors = new HashSet<AnchorName>();
        var columns = new Stack<long>();
        var start = (long)length;
        bool? indented = null;
        while (parser.MoveNext())
        {
            if (parser.Current is NodeEvent node)
            {
                start = Math.Min(start, node.Start.Index);
                anchors.Add(node.Anchor);
            }

            switch (parser.Current)
            {
                case AnchorAlias alias when !anchors.Contains(alias.Value):
                    throw new YamlException(alias.Start, alias.End, $"there is no anchor '{alias.Value}' before this alias");
                case SequenceStart { Style: SequenceStyle.Block } list when columns.TryPeek(out var parent) && parent > 0:
                    indented ??= list.Start.Column > parent;
                    columns.Push(0);
                    break;
                case MappingStart mapping:
                    columns.Push(mapping.Start.Column);
                    break;
                case SequenceStart:
                    columns.Push(0);
                    break;
                case MappingEnd or SequenceEnd:
                    columns.Pop();
                    break;
            }
        }

        return new YamlLayout((int)start, indented ?? false);
    }
}

using ConfigSync.Cli.Documents;
using ConfigSync.Cli.Workloads;
using ConfigSync.Cli.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Cli.Injecting;

/// <summary>A document that can be changed: what is not changed is given back to the letter, what is keeps its order, quotes and line ends.</summary>
internal sealed class ManifestEditor
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly YamlNode? _root;
    private readonly bool _indentLists;
    private readonly string _head;

    private ManifestEditor(ManifestDocument document, YamlNode? root, bool indentLists, string head)
    {
        (Document, _root, _indentLists, _head) = (document, root, indentLists, head);
        Workloads = [.. Workload.Of(root)];
    }

    public ManifestDocument Document { get; }

    /// <summary>The workloads in it.</summary>
    public IReadOnlyList<Workload> Workloads { get; }

    /// <exception cref="InputError">It is not YAML.</exception>
    public static ManifestEditor Open(ManifestDocument document)
    {
        try
        {
            // A byte order mark, as some editors write it, would become part of the first key.
            var mark = document.Text.StartsWith(ByteOrderMark) ? 1 : 0;
            var text = LeadingBlanks.Empty(document.Text[mark..]);
            var layout = YamlLayout.Of(text);
            return new ManifestEditor(document, YamlDocumentReader.Read(text), layout.IndentedLists, document.Text[..(mark + layout.ContentStart)]);
        }
        catch (YamlException cause)
        {
            var what = (cause.InnerException?.Message ?? cause.Message).ReplaceLineEndings(" ");
            throw new InputError($"can't read '{document.Source}': line {document.Line - 1 + cause.Start.Line}, column {cause.Start.Column}: {what}");
        }
    }

    /// <summary>The tree as it is now, as text: the marker and the comments above the content, then the content.</summary>
    public string Print()
    {
        // Block style cannot begin on the line of the marker.
        var head = _head.Length == 0 || _head.EndsWith('\n') || _head.EndsWith(ByteOrderMark) ? _head : _head.TrimEnd(' ') + "\n";
        var text = head.ReplaceLineEndings("\n") + YamlPrinter.Print(_root!, _indentLists);
        var lines = Document.Text.TrimEnd().EndsWith("\n...", StringComparison.Ordinal) ? text + "...\n" : text;
        return Document.Text.Contains("\r\n", StringComparison.Ordinal) ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines;
    }
}

using System.Text;
using ConfigSync.Cli.Documents;

namespace ConfigSync.Cli.Injecting;

/// <summary>A document after every workload in it was decided upon.</summary>
/// <param name="Editor">The document, with what was injected.</param>
/// <param name="Before">The document as it would have been printed had nothing been injected; so a comparison shows nothing but the injection.</param>
/// <param name="Decisions">The decision about each workload.</param>
internal sealed record EditedDocument(ManifestEditor Editor, string Before, IReadOnlyList<Decision> Decisions)
{
    /// <summary>True when anything was injected.</summary>
    public bool Changed { get; } = Decisions.Any(static decision => decision.Result is { Patch.IsEmpty: false });

    /// <summary>The text to print: to the letter what was read, unless something was injected.</summary>
    public string Text { get; } = Decisions.Any(static decision => decision.Result is { Patch.IsEmpty: false }) ? Editor.Print() : Editor.Document.Text;

    /// <summary>Puts documents together again: those of one file as they were, those of several with markers between the files.</summary>
    public static string Join(IEnumerable<EditedDocument> documents)
    {
        var text = new StringBuilder();
        var source = (string?)null;
        foreach (var document in documents)
        {
            if (text.Length > 0 && text[^1] != '\n')
            {
                text.Append('\n');
            }

            if (source is not null && source != document.Editor.Document.Source && !ManifestText.HasMarker(document.Text))
            {
                text.Append("---\n");
            }

            text.Append(document.Text);
            source = document.Editor.Document.Source;
        }

        return text.ToString();
    }
}

namespace ConfigSync.Webhook.Offline;

/// <summary>A document after every workload in it was decided upon.</summary>
/// <param name="Editor">The document, with what was injected.</param>
/// <param name="Before">The document as it would have been printed had nothing been injected; so a comparison shows nothing but the injection.</param>
/// <param name="Decisions">What was decided about each workload.</param>
internal sealed record EditedDocument(ManifestEditor Editor, string Before, IReadOnlyList<Decision> Decisions)
{
    /// <summary>Whether anything was injected.</summary>
    public bool Changed { get; } = Decisions.Any(static decision => decision.Result is { Patch.IsEmpty: false });

    /// <summary>The text to print: to the letter what was read, unless something was injected.</summary>
    public string Text { get; } = Decisions.Any(static decision => decision.Result is { Patch.IsEmpty: false }) ? Editor.Print() : Editor.Document.Text;
}

using ConfigSync.Injection.Findings;
using ConfigSync.Cli.Documents;

namespace ConfigSync.Cli.Injecting;

/// <summary>Every document of a request, read and decided upon. All errors of all documents are found before anything is printed.</summary>
internal sealed class ManifestRun
{
    private readonly List<string> _unreadable = [];
    private readonly List<string> _refusals = [];
    private readonly List<string> _warnings = [];

    private ManifestRun(ManifestOptions request, Stream standardInput)
    {
        var injector = new ManifestInjector(request.Injector, request.NamespaceLabel);
        foreach (var document in Documents(request, standardInput))
        {
            try
            {
                var editor = ManifestEditor.Open(document);
                var before = editor.Workloads.Count > 0 ? editor.Print() : document.Text;
                var decisions = editor.Workloads.Select(workload => injector.Inject(document, workload)).ToArray();
                Edited.Add(new EditedDocument(editor, before, decisions));
                Array.ForEach(decisions, Judge);
            }
            catch (InputError error)
            {
                _unreadable.Add(error.Message);
            }
        }
    }

    /// <summary>The documents, in order.</summary>
    public List<EditedDocument> Edited { get; } = [];

    /// <summary>The exit code.</summary>
    public int ExitCode => _unreadable.Count > 0 ? Options.ExitCode.BadInput : _refusals.Count > 0 ? Options.ExitCode.Failed : Options.ExitCode.Done;

    /// <summary>The lines for standard error: every error when there is one, else every warning.</summary>
    public IReadOnlyList<string> Messages => ExitCode == Options.ExitCode.Done ? _warnings : [.. _unreadable, .. _refusals];

    public static ManifestRun Of(ManifestOptions request, Stream standardInput) => new(request, standardInput);

    private IEnumerable<ManifestDocument> Documents(ManifestOptions request, Stream standardInput)
    {
        foreach (var name in request.Names)
        {
            IReadOnlyList<ManifestDocument> documents = [];
            try
            {
                documents = ManifestInput.Read([name], standardInput);
            }
            catch (InputError error)
            {
                _unreadable.Add(error.Message);
            }

            foreach (var document in documents)
            {
                yield return document;
            }
        }
    }

    private void Judge(Decision decision)
    {
        if (MisplacedLabel.Hint(decision) is { } hint)
        {
            _warnings.Add($"warning: {decision.Where}: {hint}");
        }

        if (PullSecretsHint.Of(decision) is { } secrets)
        {
            _warnings.Add($"warning: {decision.Where}: {secrets}");
        }

        if (decision.Result is not { } result)
        {
            return;
        }

        var errors = result.Errors.Select(error => $"{decision.Where}: {error}");
        if (result.Reason.Kind == ReasonKind.Malformed)
        {
            _unreadable.AddRange(errors);
        }
        else if (!result.Allowed)
        {
            _refusals.AddRange(errors);
        }
        else
        {
            _warnings.AddRange(errors.Concat(result.Notes.Where(static note => note.Reason.Kind == ReasonKind.Warning)
                .Select(note => $"{decision.Where}: {note}")).Select(static text => "warning: " + text));
        }
    }
}

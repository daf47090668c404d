using ConfigSync.Injection.Findings;
using ConfigSync.Webhook.Offline.Documents;

namespace ConfigSync.Webhook.Offline;

/// <summary>Every document of a request, read and decided upon. All faults of all documents are found before anything is said.</summary>
internal sealed class ManifestRun
{
    private readonly List<string> _unreadable = [];
    private readonly List<string> _refusals = [];
    private readonly List<string> _warnings = [];

    private ManifestRun(OfflineRequest request, Stream standardInput)
    {
        var injector = new OfflineInjector(request.Injector, request.NamespaceLabel);
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
            catch (InputFault fault)
            {
                _unreadable.Add(fault.Message);
            }
        }
    }

    /// <summary>The documents, in order.</summary>
    public List<EditedDocument> Edited { get; } = [];

    /// <summary>What the process ends with.</summary>
    public int ExitCode => _unreadable.Count > 0 ? Commands.ExitCode.BadInput : _refusals.Count > 0 ? Commands.ExitCode.Refused : Commands.ExitCode.Done;

    /// <summary>What goes to standard error: every fault when there is one, else every warning.</summary>
    public IReadOnlyList<string> Messages => ExitCode == Commands.ExitCode.Done ? _warnings : [.. _unreadable, .. _refusals];

    /// <summary>Reads and decides.</summary>
    public static ManifestRun Of(OfflineRequest request, Stream standardInput) => new(request, standardInput);

    private IEnumerable<ManifestDocument> Documents(OfflineRequest request, Stream standardInput)
    {
        foreach (var name in request.Names)
        {
            IReadOnlyList<ManifestDocument> documents = [];
            try
            {
                documents = ManifestInput.Read([name], standardInput);
            }
            catch (InputFault fault)
            {
                _unreadable.Add(fault.Message);
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

        var faults = result.Errors.Select(fault => $"{decision.Where}: {fault}");
        if (result.Reason.Kind == ReasonKind.Malformed)
        {
            _unreadable.AddRange(faults);
        }
        else if (!result.Allowed)
        {
            _refusals.AddRange(faults);
        }
        else
        {
            _warnings.AddRange(faults.Concat(result.Notes.Where(static remark => remark.Reason.Kind == ReasonKind.Warning)
                .Select(remark => $"{decision.Where}: {remark}")).Select(static text => "warning: " + text));
        }
    }
}

using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Sidecar;

namespace ConfigSync.Injection.Planning;

/// <summary>The complete plan of one Pod: nothing about the Pod is decided after it. Patching only writes it down.</summary>
internal sealed record PodPlan
{
    /// <summary>The decision, if there is something to write.</summary>
    public required Reason Reason { get; init; }

    public PodEdits Edits { get; init; } = PodEdits.None;

    public AgentPlan Agent { get; init; } = AgentPlan.None;

    /// <summary>Secrets that the Pod does not list yet.</summary>
    public IReadOnlyList<string> PullSecrets { get; init; } = [];

    /// <summary>True when <c>shareProcessNamespace</c> is set.</summary>
    public bool SetsProcessSharing { get; init; }

    /// <summary>The <c>fsGroup</c> that is set, or null.</summary>
    public long? FileSystemGroup { get; init; }

    /// <summary>True when the label that marks an injected Pod is set.</summary>
    public bool SetsStatusLabel { get; init; }

    /// <summary>The annotation's value; null when the Pod is left alone.</summary>
    public InjectionRecord? Record { get; init; }

    /// <summary>Warnings and notes.</summary>
    public required IReadOnlyList<Finding> Notes { get; init; }
}

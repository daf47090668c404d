using ConfigSync.Contract;
using ConfigSync.Injection.Findings;

namespace ConfigSync.Injection.Admission;

/// <summary>The decision about one Pod.</summary>
public sealed record InjectionResult
{
    /// <summary>The decision: a reason of kind <see cref="ReasonKind.Decision"/> or <see cref="ReasonKind.Malformed"/>.</summary>
    public required Reason Reason { get; init; }

    /// <summary>RFC 6902 patch as UTF-8 JSON; empty when nothing changes.</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }

    /// <summary>Every error, when the Pod was refused.</summary>
    public IReadOnlyList<Finding> Errors { get; init; } = [];

    /// <summary>Warnings and notes, when it was injected.</summary>
    public IReadOnlyList<Finding> Notes { get; init; } = [];

    /// <summary>The strategy of each mount and the watched objects, when it was injected.</summary>
    public InjectionRecord? Record { get; init; }

    /// <summary>The agent's command line, when it was injected.</summary>
    public IReadOnlyList<string> AgentArguments { get; init; } = [];

    /// <summary>True when the Pod is admitted.</summary>
    public bool Allowed => Reason != Reasons.Denied && Reason.Kind == ReasonKind.Decision;
}

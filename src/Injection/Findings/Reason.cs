namespace ConfigSync.Injection.Findings;

/// <summary>
/// Why something was decided: a member of the closed set <see cref="Reasons"/>. The code is what the response, the log, the metric label,
/// the audit annotation, the <c>injected</c> annotation, <c>explain</c> and the README call it: add, never rename.
/// </summary>
public sealed class Reason
{
    internal Reason(string code, ReasonKind kind, string sentence) => (Code, Kind, Sentence) = (code, kind, sentence);

    /// <summary>Stable kebab-case code.</summary>
    public string Code { get; }

    /// <summary>What the reason is given for.</summary>
    public ReasonKind Kind { get; }

    /// <summary>One sentence for people.</summary>
    public string Sentence { get; }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}

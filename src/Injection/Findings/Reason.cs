namespace ConfigSync.Injection.Findings;

/// <summary>
/// The reason of a decision: a member of the closed set <see cref="Reasons"/>. The code is what the response, the log, the metric label,
/// the audit annotation, the <c>injected</c> annotation, <c>explain</c> and the README call it: add, never rename.
/// </summary>
public sealed class Reason
{
    internal Reason(string code, ReasonKind kind, string sentence) => (Code, Kind, Sentence) = (code, kind, sentence);

    /// <summary>Stable kebab-case code.</summary>
    public string Code { get; }

    /// <summary>The kind of the reason.</summary>
    public ReasonKind Kind { get; }

    /// <summary>One sentence for people.</summary>
    public string Sentence { get; }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}

/// <summary>A reason and its circumstances: an error, a warning or a note.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Text">One line that names the field, the value and the rule.</param>
public sealed record Finding(Reason Reason, string Text)
{
    /// <summary>The text with its code, as people see it.</summary>
    public override string ToString() => $"{Text} [{Reason.Code}]";
}

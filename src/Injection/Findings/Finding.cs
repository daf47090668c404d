namespace ConfigSync.Injection.Findings;

/// <summary>A reason with what it is about: a error, a warning or a note.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Text">One line that names the field, the value and the rule.</param>
public sealed record Finding(Reason Reason, string Text)
{
    /// <summary>The text with its code, as people see it.</summary>
    public override string ToString() => $"{Text} [{Reason.Code}]";
}

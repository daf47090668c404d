namespace ConfigSync.Controller.Options;

/// <summary>One setting: how it is given, how it is read, and what its value must be.</summary>
/// <param name="Name">The flag without dashes.</param>
/// <param name="Rule">What a value must be, to follow "must".</param>
/// <param name="Help">One sentence.</param>
/// <param name="Default">The default as it would be typed.</param>
/// <param name="Apply">Reads a value; <see langword="null"/> when it breaks the rule.</param>
internal sealed record ControllerFlag(string Name, string Rule, string Help, string Default, Func<ControllerOptions, string, ControllerOptions?> Apply)
{
    public string Switch { get; } = "--" + Name;

    public string Variable { get; } = ControllerFlags.VariablePrefix + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>Whether the flag may stand alone, for <c>true</c>.</summary>
    public bool IsSwitch => Rule == ControllerFlags.BooleanRule;
}

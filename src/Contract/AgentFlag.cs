namespace ConfigSync.Contract;

/// <summary>One flag of the agent. The webhook writes it, the agent reads it, both through this definition.</summary>
/// <param name="Name">The name without dashes, such as <c>reload-url</c>.</param>
/// <param name="Value">The form of its value, for help; <see langword="null"/> for a switch.</param>
/// <param name="Default">The default, for help; <see langword="null"/> for nothing.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Repeatable">True when it may be given more than once; its variable then holds one value a line.</param>
public sealed record AgentFlag(string Name, string? Value, string? Default, string Help, bool Repeatable = false)
{
    /// <summary>The flag as it is typed: <c>--reload-url</c>.</summary>
    public string Switch { get; } = "--" + Name;

    /// <summary>The environment variable of the same meaning: <c>CONFIG_SYNC_RELOAD_URL</c>.</summary>
    public string Variable { get; } = AgentFlags.VariablePrefix + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The argument that gives the flag a value: <c>--reload-url=http://…</c>.</summary>
    public string With(string value) => $"{Switch}={value}";
}

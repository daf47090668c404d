namespace ConfigSync.Contract;

/// <summary>One option of a program: a flag, and an environment variable of the same meaning.</summary>
/// <param name="Name">The name without dashes, such as <c>reload-url</c>.</param>
/// <param name="Form">The form of its value, for help; <see langword="null"/> for a switch, which may stand alone and then is <c>true</c>.</param>
/// <param name="Default">The value when it is not given, for help; <see langword="null"/> for none.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Repeatable">True when it may be given more than once; its variable then holds one value per line.</param>
public sealed record ProgramOption(string Name, string? Form, string? Default, string Help, bool Repeatable = false)
{
    /// <summary>A short flag such as <c>-f</c>, if there is one.</summary>
    public string? Alias { get; init; }

    /// <summary>The flag: <c>--reload-url</c>.</summary>
    public string Flag { get; } = "--" + Name;

    /// <summary>The argument that gives the flag a value: <c>--reload-url=http://…</c>.</summary>
    public string With(string value) => $"{Flag}={value}";

    /// <summary>The environment variable: <c>CONFIG_SYNC_RELOAD_URL</c> under the prefix <c>CONFIG_SYNC_</c>.</summary>
    public string Variable(string prefix) => prefix + Name.Replace('-', '_').ToUpperInvariant();
}

using ConfigSync.Contract;

namespace ConfigSync.Options;

/// <summary>The options of one program.</summary>
/// <param name="VariablePrefix">The prefix of their variables, an unknown one under it is refused; <see langword="null"/> for flags only.</param>
/// <param name="Options">The options, in the order of the help.</param>
public sealed record OptionSet(string? VariablePrefix, IReadOnlyList<ProgramOption> Options)
{
    /// <summary>The settings file that may give the same options; <see langword="null"/> for a program without.</summary>
    public SettingsFile? File { get; init; }

    /// <summary>The key in that section: <c>HttpsPort</c> for <c>--https-port</c>.</summary>
    public static string KeyOf(ProgramOption option) => string.Concat(option.Name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>A file of settings.</summary>
/// <param name="NamedBy">The option that says which file it is; the file itself can't.</param>
/// <param name="Section">The part of the file that holds options; an unknown key in it is refused.</param>
/// <param name="Read">Reads that part, keys and values, of the file that is named, or of the usual one.</param>
public sealed record SettingsFile(ProgramOption NamedBy, string Section, Func<string?, OptionErrors, IEnumerable<KeyValuePair<string, string>>> Read);

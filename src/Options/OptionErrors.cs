using ConfigSync.Contract;

namespace ConfigSync.Options;

/// <summary>Everything that is wrong with the options of a program, collected so that one start reports all of it.</summary>
public sealed class OptionErrors
{
    private readonly List<string> _all = [];

    /// <summary>The errors, a line each, in the order in which they were found.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>An error of an option.</summary>
    public void Add(string error) => _all.Add($"invalid option: {error}");

    /// <summary>An error of another kind, such as a file that can't be read.</summary>
    public void AddLine(string line) => _all.Add(line);

    /// <summary>A value that breaks a rule.</summary>
    /// <param name="name">The option as it was given: a flag, a variable, or a key of a file.</param>
    /// <param name="rule">The end of the sentence "must …".</param>
    /// <param name="value">The value.</param>
    public void Add(string name, string rule, string value) => Add($"{name} must {rule} (was '{value}')");

    /// <summary>A name that is not an option, with the known name that is nearest to it.</summary>
    /// <param name="name">The name as it was given.</param>
    /// <param name="prefix">The beginning of all names in that place; compared with it, every long name would look like every other.</param>
    /// <param name="known">The known names without the prefix.</param>
    public void AddUnknown(string name, string prefix, IEnumerable<string> known)
    {
        var nearest = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? NearestName.Of(name[prefix.Length..], known) : null;
        Add(nearest is null ? $"{name} is unknown" : $"{name} is unknown; did you mean {prefix}{nearest}?");
    }

    /// <summary>Prints errors, and how many there are.</summary>
    public static void Report(IReadOnlyList<string> errors, TextWriter output)
    {
        output.WriteLine(string.Join('\n', errors));
        output.WriteLine($"{errors.Count} invalid {(errors.Count == 1 ? "option" : "options")}; run with --help for the list");
    }
}

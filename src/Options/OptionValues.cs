using System.Collections;
using ConfigSync.Contract;

namespace ConfigSync.Options;

/// <summary>
/// The values that were given for each option, as text. The command line wins over the environment, and that over the settings file; what a
/// weaker place says is kept as well, so that a bad value is found wherever it stands.
/// </summary>
public sealed class OptionValues
{
    private readonly Dictionary<ProgramOption, List<GivenValue>> _values = [];
    private readonly OptionSet _set;
    private readonly OptionErrors _errors;

    private OptionValues(OptionSet set, OptionErrors errors)
    {
        _set = set;
        _errors = errors;
    }

    /// <summary>True when <c>--help</c> was given.</summary>
    public bool Help { get; private set; }

    /// <summary>True when <c>--version</c> was given.</summary>
    public bool Version { get; private set; }

    /// <summary>Reads the three places.</summary>
    /// <param name="set">The options of the program.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The environment; only variables under the program's prefix are looked at.</param>
    /// <param name="errors">Collects unknown names and missing values.</param>
    public static OptionValues Read(OptionSet set, IReadOnlyList<string> arguments, IDictionary environment, OptionErrors errors)
    {
        var values = new OptionValues(set, errors);
        values.ReadArguments(arguments);
        values.ReadVariables(environment);
        values.ReadFile();
        return values;
    }

    /// <summary>Every value of an option, the weakest place first.</summary>
    public IReadOnlyList<GivenValue> Of(ProgramOption option) => _values.TryGetValue(option, out var values) ? values : [];

    /// <summary>The value of an option that wins, if any was given.</summary>
    public string? Last(ProgramOption option) => Of(option) is [.., var last] ? last.Text : null;

    /// <summary>The values of an option that may be repeated: those of the strongest place only.</summary>
    public IEnumerable<string> AllOf(ProgramOption option)
    {
        var values = Of(option);
        return values.Where(value => value.Place == values[^1].Place).Select(static value => value.Text);
    }

    // Last, since an option may say which file it is.
    private void ReadFile()
    {
        if (_set.File is not { } file)
        {
            return;
        }

        var prefix = file.Section + ":";
        var options = _set.Options.Where(option => option != file.NamedBy).ToList();
        foreach (var (key, value) in file.Read(Last(file.NamedBy), _errors))
        {
            // Keys of a settings file may be in any case, as everywhere in .NET; flags and variables are exact.
            if (options.Find(option => OptionSet.KeyOf(option).Equals(key, StringComparison.OrdinalIgnoreCase)) is { } option)
            {
                Add(option, new GivenValue(OptionPlace.File, prefix + key, value));
            }
            else
            {
                _errors.AddUnknown(prefix + key, prefix, options.Select(OptionSet.KeyOf));
            }
        }
    }

    private void ReadVariables(IDictionary environment)
    {
        if (_set.VariablePrefix is not { } prefix)
        {
            return;
        }

        var variables = environment.Cast<DictionaryEntry>()
            .Select(static entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(variable => variable.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(static variable => variable.Name, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            if (_set.Options.FirstOrDefault(option => option.Variable(prefix) == name) is { } option)
            {
                var lines = option.Repeatable ? value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [value];
                Array.ForEach(lines, line => Add(option, new GivenValue(OptionPlace.Environment, name, line)));
            }
            else if (!ServiceLinks.Contains(name, value))
            {
                _errors.AddUnknown(name, prefix, _set.Options.Select(static option => option.Variable("")));
            }
        }
    }

    private void ReadArguments(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument is "--help" or "-h")
            {
                Help = true;
            }
            else if (argument is "--version")
            {
                Version = true;
            }
            else
            {
                ReadArgument(arguments, ref index);
            }
        }
    }

    private void ReadArgument(IReadOnlyList<string> arguments, ref int index)
    {
        var argument = arguments[index];
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument : argument[..equals];
        // A lone dash is a value: it stands for standard input.
        var next = index + 1 < arguments.Count && arguments[index + 1] is var following && (following == "-" || !following.StartsWith('-')) ? following : null;
        if (_set.Options.FirstOrDefault(option => option.Flag == name || option.Alias == name) is not { } option)
        {
            _errors.AddUnknown(name, "--", _set.Options.Select(static known => known.Name));
            // What follows an unknown flag is most likely its value, and not an error of its own.
            index += equals < 0 && name.StartsWith('-') && next is not null ? 1 : 0;
        }
        else if (equals >= 0)
        {
            Add(option, new GivenValue(OptionPlace.CommandLine, option.Flag, argument[(equals + 1)..]));
        }
        else if (option.Form is null)
        {
            Add(option, new GivenValue(OptionPlace.CommandLine, option.Flag, "true"));
        }
        else if (next is not null)
        {
            Add(option, new GivenValue(OptionPlace.CommandLine, option.Flag, next));
            index++;
        }
        else
        {
            _errors.Add($"{option.Flag} must have a value ({option.Form})");
        }
    }

    private void Add(ProgramOption option, GivenValue value)
    {
        if (!_values.TryGetValue(option, out var values))
        {
            _values[option] = values = [];
        }

        if (!option.Repeatable && values.Find(other => other.Place == value.Place) is { } before)
        {
            _errors.Add($"{value.Name} must be given once (was '{before.Text}' and '{value.Text}')");
        }

        var weaker = values.FindIndex(other => other.Place > value.Place);
        values.Insert(weaker < 0 ? values.Count : weaker, value);
    }
}

/// <summary>A value as it was given.</summary>
/// <param name="Place">Where it was given.</param>
/// <param name="Name">The option's name in that place.</param>
/// <param name="Text">The value.</param>
public sealed record GivenValue(OptionPlace Place, string Name, string Text);

/// <summary>The places in which an option may be given, the weakest first.</summary>
public enum OptionPlace
{
    File,
    Environment,
    CommandLine,
}

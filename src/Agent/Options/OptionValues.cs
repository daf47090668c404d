using System.Collections;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Options;

/// <summary>What was typed: the values of each flag, from the command line or, where it says nothing, from the environment.</summary>
internal sealed class OptionValues
{
    private readonly Dictionary<AgentFlag, List<string>> _values = [];

    /// <summary>Whether help was asked for.</summary>
    public bool Help { get; private set; }

    /// <summary>Whether the version was asked for.</summary>
    public bool Version { get; private set; }

    public static OptionValues Read(IReadOnlyList<string> arguments, IDictionary environment, OptionFaults faults)
    {
        var values = new OptionValues();
        values.ReadArguments(arguments, faults);
        values.ReadVariables(environment, faults);
        return values;
    }

    /// <summary>Every value of a flag.</summary>
    public IReadOnlyList<string> All(AgentFlag flag) => _values.TryGetValue(flag, out var values) ? values : [];

    /// <summary>The value of a flag, if it was given.</summary>
    public string? One(AgentFlag flag) => All(flag) is [.., var last] ? last : null;

    private void ReadArguments(IReadOnlyList<string> arguments, OptionFaults faults)
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
                var equals = argument.IndexOf('=', StringComparison.Ordinal);
                var name = equals < 0 ? argument : argument[..equals];
                if (AgentFlags.All.FirstOrDefault(flag => flag.Switch == name) is not { } flag)
                {
                    faults.Unknown(name, AgentFlags.All.Select(static known => known.Switch));
                }
                else if (equals >= 0)
                {
                    Add(flag, argument[(equals + 1)..], faults);
                }
                else if (flag.Value is null)
                {
                    Add(flag, "true", faults);
                }
                else if (index + 1 < arguments.Count && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    Add(flag, arguments[++index], faults);
                }
                else
                {
                    faults.Add($"{flag.Switch} must have a value ({flag.Value})");
                }
            }
        }
    }

    private void ReadVariables(IDictionary environment, OptionFaults faults)
    {
        var given = _values.Keys.ToHashSet();
        var variables = environment.Cast<DictionaryEntry>()
            .Select(static entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(static variable => variable.Name.StartsWith(AgentFlags.VariablePrefix, StringComparison.Ordinal))
            .OrderBy(static variable => variable.Name, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            var flag = AgentFlags.All.FirstOrDefault(flag => flag.Variable == name);
            if (flag is null)
            {
                if (!ServiceLinks.IsOne(name))
                {
                    faults.Unknown(name, AgentFlags.All.Select(static known => known.Variable));
                }
            }
            else if (!given.Contains(flag))
            {
                var lines = flag.Repeatable ? value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [value];
                Array.ForEach(lines, line => Add(flag, line, faults));
            }
        }
    }

    private void Add(AgentFlag flag, string value, OptionFaults faults)
    {
        if (value.Length == 0)
        {
            faults.Add($"{flag.Switch} must not be empty");
            return;
        }

        if (!_values.TryGetValue(flag, out var values))
        {
            _values[flag] = values = [];
        }

        if (values.Count > 0 && !flag.Repeatable)
        {
            faults.Add($"{flag.Switch} must be given once (was '{values[0]}' and '{value}')");
        }

        values.Add(value);
    }
}

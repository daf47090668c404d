using ConfigSync.Contract;

namespace ConfigSync.Agent.Options;

/// <summary>Reads single values; a bad one is a fault and the default stands in for it, so that the reading goes on.</summary>
internal sealed class OptionReader(OptionValues values, OptionFaults faults)
{
    public T Choice<T>(AgentFlag flag, (string Text, T Value)[] choices, T otherwise)
    {
        var text = values.One(flag);
        if (text is null)
        {
            return otherwise;
        }

        foreach (var (choice, value) in choices)
        {
            if (choice == text)
            {
                return value;
            }
        }

        return Fault(flag, $"be one of {string.Join(", ", choices.Select(static choice => choice.Text))}", text, otherwise);
    }

    public string Signal(AgentFlag flag, string otherwise) => values.One(flag) switch
    {
        null => otherwise,
        var name when SignalNames.TryGetNumber(name, out _) => name,
        var name => Fault(flag, $"be one of {string.Join(", ", SignalNames.All)}", name, otherwise),
    };

    public string? ExecutableName(AgentFlag flag) => values.One(flag) switch
    {
        null => null,
        var name when !name.Contains('/', StringComparison.Ordinal) => name,
        var name => Fault<string?>(flag, "be a name without a directory", name, null),
    };

    public int Count(AgentFlag flag, int otherwise) => values.One(flag) switch
    {
        null => otherwise,
        var text when int.TryParse(text, out var count) && count is >= 1 and <= 1000 => count,
        var text => Fault(flag, "be a number from 1 to 1000", text, otherwise),
    };

    public TimeSpan Duration(AgentFlag flag, TimeSpan least, TimeSpan most, TimeSpan otherwise) => values.One(flag) switch
    {
        null => otherwise,
        var text when DurationText.TryParse(text, out var duration) && duration >= least && duration <= most => duration,
        var text => Fault(flag, $"be a duration from {least.TotalSeconds:0}s to {most.TotalHours:0}h", text, otherwise),
    };

    public Uri? Url(AgentFlag flag) => values.One(flag) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 => url,
        // Credentials may stand in it: it is not repeated.
        _ => Fault<Uri?>(flag, "be an http or https URL", null),
    };

    public ListenAddress? Listen(AgentFlag flag, ListenAddress? otherwise) => values.One(flag) switch
    {
        null => otherwise,
        "off" => null,
        var text => ListenAddress.Parse(text) ?? Fault(flag, "be [<address>]:<port> or off", text, otherwise),
    };

    public string? AbsolutePath(AgentFlag flag) => values.One(flag) switch
    {
        null => null,
        var path when OptionPaths.IsCleanAbsolute(path) => path,
        var path => Fault<string?>(flag, OptionPaths.AbsoluteRule, path, null),
    };

    private T Fault<T>(AgentFlag flag, string rule, string text, T otherwise)
    {
        faults.Add(flag.Switch, rule, text);
        return otherwise;
    }

    private T Fault<T>(AgentFlag flag, string rule, T otherwise)
    {
        faults.Add($"{flag.Switch} must {rule}");
        return otherwise;
    }
}

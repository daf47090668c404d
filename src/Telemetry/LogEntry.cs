using Serilog.Events;
using Serilog.Parsing;

namespace ConfigSync.Telemetry;

/// <summary>One log call. It becomes an event of Serilog only when its batch is written.</summary>
/// <param name="Target">The logger of its category.</param>
/// <param name="Time">When it was logged.</param>
/// <param name="Level">Its level.</param>
/// <param name="Name">The event's name; empty for most of the framework's.</param>
/// <param name="Fields">The values, and under <c>{OriginalFormat}</c> the template.</param>
/// <param name="Exception">The exception, if there is one.</param>
internal readonly record struct LogEntry(
    Serilog.ILogger Target, DateTimeOffset Time, LogEventLevel Level, string? Name, IReadOnlyList<KeyValuePair<string, object?>> Fields, Exception? Exception)
{
    private const string TemplateField = "{OriginalFormat}";

    /// <summary>The fields of a text without a template.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Text(string text) => [new("Text", text), new(TemplateField, "{Text}")];

    /// <summary>Writes it through Serilog.</summary>
    public void Write(Dictionary<string, MessageTemplate> templates)
    {
        var properties = new List<LogEventProperty>(Fields.Count);
        var template = "";
        if (!string.IsNullOrEmpty(Name))
        {
            properties.Add(new LogEventProperty("Event", new ScalarValue(Name)));
        }

        for (var index = 0; index < Fields.Count; index++)
        {
            var (name, value) = Fields[index];
            if (name == TemplateField)
            {
                template = value as string ?? "";
            }
            else
            {
                properties.Add(new LogEventProperty(name, new ScalarValue(value)));
            }
        }

        if (!templates.TryGetValue(template, out var parsed))
        {
            templates.Add(template, parsed = new MessageTemplateParser().Parse(template));
        }

        Target.Write(new LogEvent(Time, Level, Exception, parsed, properties));
    }
}

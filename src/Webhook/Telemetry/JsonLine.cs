using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;
using Serilog.Parsing;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>
/// A log event as one flat JSON object: time, level, event, message, then its properties under their own names.
/// </summary>
internal sealed class JsonLine : ITextFormatter
{
    private static readonly JsonValueFormatter Values = new();

    // One for each thread: Serilog's console sink formats events of several at once.
    [ThreadStatic]
    private static StringBuilder? _buffer;

    public void Format(LogEvent logEvent, TextWriter output)
    {
        Span<char> time = stackalloc char[32];
        logEvent.Timestamp.UtcDateTime.TryFormat(time, out var length, "O", CultureInfo.InvariantCulture);
        output.Write("{\"time\":\"");
        output.Write(time[..length]);
        output.Write("\",\"level\":\"");
        output.Write(LevelName(logEvent.Level));
        output.Write("\",\"message\":");
        JsonValueFormatter.WriteQuotedJsonString(Message(logEvent), output);
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name == "EventId" && value is StructureValue { Properties: [_, { Name: "Name" } eventName] })
            {
                // The bridge from Microsoft.Extensions.Logging makes an object of it; the name is what people search for.
                output.Write(",\"event\":");
                Values.Format(eventName.Value, output);
                continue;
            }

            // The source generator names properties after placeholders; JSON has them in the form of the field. No name needs escaping.
            output.Write(",\"");
            output.Write(char.ToLowerInvariant(name[0]));
            output.Write(name.AsSpan(1));
            output.Write("\":");
            WriteValue(value, output);
        }

        output.Write("}\n");
    }

    // What every decision has; the formatter of the library goes a longer way to the same text.
    private static void WriteValue(LogEventPropertyValue value, TextWriter output)
    {
        Span<char> number = stackalloc char[32];
        var length = 0;
        switch ((value as ScalarValue)?.Value)
        {
            case string text:
                JsonValueFormatter.WriteQuotedJsonString(text, output);
                break;
            case int whole when whole.TryFormat(number, out length, default, CultureInfo.InvariantCulture):
                output.Write(number[..length]);
                break;
            case double real when double.IsFinite(real) && real.TryFormat(number, out length, default, CultureInfo.InvariantCulture):
                output.Write(number[..length]);
                break;
            case bool flag:
                output.Write(flag ? "true" : "false");
                break;
            default:
                Values.Format(value, output);
                break;
        }
    }

    // As people would write it: the default rendering puts strings in quotes.
    private static string Message(LogEvent logEvent)
    {
        var message = (_buffer ??= new StringBuilder(256)).Clear();
        using var text = new StringWriter(message, CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value) && value is ScalarValue { Value: string literal })
            {
                text.Write(literal);
            }
            else
            {
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
            }
        }

        return message.ToString();
    }

    private static string LevelName(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "information",
        LogEventLevel.Warning => "warning",
        _ => "error",
    };
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Events;
using Serilog.Parsing;

namespace ConfigSync.Telemetry;

/// <summary>
/// Writes a log event as one flat JSON object: time, level, message, then its properties under their own names, then the exception.
/// </summary>
internal sealed class JsonLine
{
    private const int LongestTime = 32;
    private const int LongestName = 128;

    private readonly StringBuilder _message = new(256);

    public void Write(LogEvent logEvent, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteTime(logEvent.Timestamp.UtcDateTime, json);
        json.WriteString("level"u8, LevelName(logEvent.Level));
        json.WriteString("message"u8, Message(logEvent));
        foreach (var (name, value) in logEvent.Properties)
        {
            WriteName(name, json);
            WriteValue(value is ScalarValue scalar ? scalar.Value : value, json);
        }

        if (logEvent.Exception is { } exception)
        {
            json.WriteString("exception"u8, exception.ToString());
        }

        json.WriteEndObject();
    }

    private static void WriteTime(DateTime time, Utf8JsonWriter json)
    {
        // All seven decimals, so that lines sort as text; the JSON writer drops trailing zeros.
        Span<byte> text = stackalloc byte[LongestTime];
        time.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        json.WriteString("time"u8, text[..length]);
    }

    // The source generator names properties after placeholders; JSON has them in the form of the field.
    private static void WriteName(string name, Utf8JsonWriter json)
    {
        if (name.Length is 0 or > LongestName)
        {
            json.WritePropertyName(name);
            return;
        }

        Span<char> field = stackalloc char[LongestName];
        name.CopyTo(field);
        field[0] = char.ToLowerInvariant(field[0]);
        json.WritePropertyName(field[..name.Length]);
    }

    private static void WriteValue(object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case int whole:
                json.WriteNumberValue(whole);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double real when double.IsFinite(real):
                json.WriteNumberValue(real);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // Without the quotes that the default rendering puts around strings.
    private string Message(LogEvent logEvent)
    {
        _message.Clear();
        using var text = new StringWriter(_message, CultureInfo.InvariantCulture);
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

        return _message.ToString();
    }

    private static ReadOnlySpan<byte> LevelName(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug"u8,
        LogEventLevel.Information => "information"u8,
        LogEventLevel.Warning => "warning"u8,
        _ => "error"u8,
    };
}

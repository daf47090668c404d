using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Reporting;

/// <summary>Writes log events to a descriptor, one line and one write each, as JSON or text.</summary>
internal sealed class LogWriter(SafeFileHandle output, bool asText, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(512);

    public void Write(LogLevel level, int id, string name, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            if (asText)
            {
                WriteText(level, message, fields);
            }
            else
            {
                WriteJson(level, id, name, message, fields);
            }

            _line.Write("\n"u8);
            try
            {
                Files.WriteAll(output, _line.WrittenSpan, "standard output");
            }
            catch (NativeException)
            {
                // The reader of the log is gone. That must not stop configuration from being applied.
            }
        }
    }

    private void WriteJson(LogLevel level, int id, string name, string message, ReadOnlySpan<(string Name, object? Value)> fields)
    {
        using var json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("time", time.GetUtcNow().UtcDateTime);
        json.WriteString("level", Word(level));
        json.WriteNumber("id", id);
        json.WriteString("event", name);
        json.WriteString("message", message);
        foreach (var (field, value) in fields)
        {
            switch (value)
            {
                case null:
                    break;
                case string text:
                    json.WriteString(field, text);
                    break;
                case TimeSpan duration:
                    json.WriteNumber(field, Math.Round(duration.TotalMilliseconds, 2));
                    break;
                case int number:
                    json.WriteNumber(field, number);
                    break;
                case IEnumerable<string> texts:
                    json.WriteStartArray(field);
                    foreach (var text in texts)
                    {
                        json.WriteStringValue(text);
                    }

                    json.WriteEndArray();
                    break;
                default:
                    throw new ArgumentException($"can't log field '{field}': values are text, lists of text, durations and numbers", nameof(fields));
            }
        }

        json.WriteEndObject();
    }

    private void WriteText(LogLevel level, string message, ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var text = new StringBuilder();
        text.Append(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null)).Append(' ').Append(Word(level)).Append(' ').Append(message);
        foreach (var (field, value) in fields)
        {
            if (value is not null)
            {
                var shown = value switch
                {
                    TimeSpan duration => $"{duration.TotalMilliseconds:0.##}",
                    IEnumerable<string> texts when value is not string => string.Join(',', texts),
                    _ => value.ToString(),
                };
                text.Append(' ').Append(field).Append('=').Append(shown);
            }
        }

        _line.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}

/// <summary>The levels of log events.</summary>
internal enum LogLevel
{
    Information,
    Warning,
    Error,
}

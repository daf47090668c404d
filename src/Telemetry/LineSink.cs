using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;

namespace ConfigSync.Telemetry;

/// <summary>
/// Collects lines until the next flush: the console's own writer makes a system call for each, which costs as much as deciding on a small Pod.
/// Called by one thread at a time.
/// </summary>
internal sealed class LineSink : ILogEventSink, IDisposable
{
    private const int TypicalBatch = 16 * 1024;

    // Read by collectors of logs, never by a browser: nothing needs escaping beyond what JSON demands.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly JsonLine _line = new();
    private readonly ArrayBufferWriter<byte> _lines = new(TypicalBatch);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;

    /// <param name="output">Where lines go, as UTF-8.</param>
    public LineSink(Stream output) => (_output, _json) = (output, new Utf8JsonWriter(_lines, Options));

    public void Emit(LogEvent logEvent)
    {
        _line.Write(logEvent, _json);
        _json.Flush();
        _json.Reset();
        _lines.Write("\n"u8);
    }

    /// <summary>Writes the lines that were collected.</summary>
    public void Flush()
    {
        if (_lines.WrittenCount == 0)
        {
            return;
        }

        try
        {
            _output.Write(_lines.WrittenSpan);
        }
        catch (IOException)
        {
            // The reader of standard output is gone. Serving goes on: requests matter more than their log.
        }

        _lines.ResetWrittenCount();
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
        _output.Dispose();
    }
}

using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>
/// Collects lines until it is flushed: the console's own writer makes a system call for each, which costs as much as deciding on a small Pod.
/// Called by one thread at a time.
/// </summary>
/// <param name="formatter">Makes a line of an event.</param>
/// <param name="output">Where lines go, as UTF-8.</param>
internal sealed class LineSink(ITextFormatter formatter, Stream output) : ILogEventSink, IDisposable
{
    private const int TypicalBatch = 16 * 1024;

    private readonly StringWriter _lines = new(new StringBuilder(TypicalBatch), CultureInfo.InvariantCulture);
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private byte[] _bytes = new byte[TypicalBatch];

    public void Emit(LogEvent logEvent) => formatter.Format(logEvent, _lines);

    /// <summary>Writes what was collected.</summary>
    public void Flush()
    {
        var text = _lines.GetStringBuilder();
        if (text.Length == 0)
        {
            return;
        }

        try
        {
            foreach (var chunk in text.GetChunks())
            {
                Write(chunk.Span);
            }
        }
        catch (IOException)
        {
            // Whoever read the lines is gone. Serving goes on: calls matter more than their log.
        }

        text.Clear();
    }

    public void Dispose()
    {
        Flush();
        _lines.Dispose();
        output.Dispose();
    }

    private void Write(ReadOnlySpan<char> text)
    {
        // One character may be half in this chunk and half in the next.
        var size = _encoder.GetByteCount(text, flush: false);
        if (_bytes.Length < size)
        {
            _bytes = new byte[size];
        }

        output.Write(_bytes, 0, _encoder.GetBytes(text, _bytes, flush: false));
    }
}

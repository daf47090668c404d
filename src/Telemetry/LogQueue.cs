using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;

namespace ConfigSync.Telemetry;

/// <summary>
/// Passes log events from Microsoft.Extensions.Logging to Serilog, in batches: an event formatted by itself costs a request a tenth of its time, most of it for code that
/// has to be fetched anew each time. An event waits at most <see cref="Longest"/>; an error is written immediately, with everything before it; disposing
/// writes the rest. Scopes are left out: the framework's contain only ids of connections and requests.
/// </summary>
internal sealed class LogQueue : ILoggerProvider
{
    /// <summary>How long an event may wait for others.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    private const int BatchEvents = 32;

    // The framework's own templates are few; one whose text differs each time must not fill the memory.
    private const int MostTemplates = 256;

    // Guards the batch and the templates, and is held while a batch is written, so that lines keep their order and Serilog and the sink see one thread at a time.
    // Nothing under it logs, or takes another lock of ours.
    private readonly Lock _lock = new();
    private readonly List<LogEntry> _waiting = new(BatchEvents);
    private readonly Dictionary<string, MessageTemplate> _templates = new(StringComparer.Ordinal);
    private readonly Logger _serilog;
    private readonly LineSink? _lines;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <param name="serilog">The logger.</param>
    /// <param name="lines">The sink that is flushed when a batch ends.</param>
    /// <param name="time">The clock.</param>
    public LogQueue(Logger serilog, LineSink? lines, TimeProvider time)
    {
        (_serilog, _lines, _time) = (serilog, lines, time);
        _timer = time.CreateTimer(static queue => ((LogQueue)queue!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ILogger CreateLogger(string categoryName) => new QueueLogger(this, _serilog.ForContext(Constants.SourceContextPropertyName, categoryName));

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
        _serilog.Dispose();
    }

    private void Add(LogEntry entry)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _timer.Change(Longest, Timeout.InfiniteTimeSpan);
            }

            _waiting.Add(entry);
            if (_waiting.Count == BatchEvents || entry.Level >= LogEventLevel.Error)
            {
                Write();
            }
        }
    }

    private void Flush()
    {
        lock (_lock)
        {
            Write();
        }
    }

    private void Write()
    {
        foreach (var entry in _waiting)
        {
            entry.Write(_templates);
        }

        _waiting.Clear();
        _lines?.Flush();
        if (_templates.Count > MostTemplates)
        {
            _templates.Clear();
        }
    }

    private sealed class QueueLogger(LogQueue queue, Serilog.ILogger target) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && target.IsEnabled(SerilogLevel.Of(logLevel));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var fields = state as IReadOnlyList<KeyValuePair<string, object?>> ?? LogEntry.Text(formatter(state, exception));
                queue.Add(new LogEntry(target, queue._time.GetUtcNow(), SerilogLevel.Of(logLevel), eventId.Name, fields, exception));
            }
        }
    }
}

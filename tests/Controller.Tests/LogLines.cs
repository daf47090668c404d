using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ConfigSync.Controller.Tests;

/// <summary>Keeps the log lines.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string? Event, string Text)> _lines = new();

    public int Count(string eventName) => _lines.Count(line => line.Event == eventName);

    public string All => string.Join('\n', _lines.Select(line => $"{line.Event}: {line.Text}"));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Name, $"{formatter(state, exception)} {exception?.Message}"));

    public void Dispose()
    {
    }
}

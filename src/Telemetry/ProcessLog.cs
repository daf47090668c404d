using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace ConfigSync.Telemetry;

/// <summary>The log of a process: standard output, as JSON lines, or as text for a terminal.</summary>
public static class ProcessLog
{
    private const string TextTemplate = "{Timestamp:HH:mm:ss.fff} {Level:u4} {Message:lj}{NewLine}{Exception}";

    /// <summary>Creates the one provider of the process; disposing it writes the last lines.</summary>
    /// <param name="level">The minimum level.</param>
    /// <param name="asJson">True for JSON lines, false for text.</param>
    public static ILoggerProvider Create(LogLevel level, bool asJson)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(SerilogLevel.Of(level))
            // The framework's own lines are about single connections; ours say what matters.
            .MinimumLevel.Override("Microsoft", level <= LogLevel.Debug ? LogEventLevel.Debug : LogEventLevel.Warning);
        var lines = asJson ? new LineSink(Console.OpenStandardOutput()) : null;
        _ = lines is null
            ? logger.WriteTo.Console(outputTemplate: TextTemplate, formatProvider: CultureInfo.InvariantCulture)
            : logger.WriteTo.Sink(lines);
        return new LogQueue(logger.CreateLogger(), lines, TimeProvider.System);
    }
}

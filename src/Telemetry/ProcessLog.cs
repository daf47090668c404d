using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace ConfigSync.Telemetry;

/// <summary>Where a process's log lines go: standard output, as JSON, or as text on a terminal.</summary>
public static class ProcessLog
{
    private const string TextTemplate = "{Timestamp:HH:mm:ss.fff} {Level:u4} {Message:lj}{NewLine}{Exception}";

    /// <summary>Makes the one provider of the process; disposing it writes what is still to be written.</summary>
    /// <param name="level">The least that is written.</param>
    /// <param name="asJson">Whether each line is a JSON object.</param>
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

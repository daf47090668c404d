using ConfigSync.Webhook.Configuration;
using Serilog;
using Serilog.Events;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>Where log lines go: standard output, as JSON, or as text on a terminal.</summary>
internal static class Logging
{
    private const string TextTemplate = "{Timestamp:HH:mm:ss.fff} {Level:u4} {Message:lj}{NewLine}{Exception}";

    /// <summary>Makes the one provider of the process; disposing it writes what is still to be written.</summary>
    public static ILoggerProvider Create(WebhookOptions options)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(Level(options.LogLevel))
            // The framework's own lines are about single connections; ours say what matters.
            .MinimumLevel.Override("Microsoft", options.LogLevel == LogLevel.Debug ? LogEventLevel.Debug : LogEventLevel.Warning);
        var lines = IsText(options.LogFormat) ? null : new LineSink(new JsonLine(), Console.OpenStandardOutput());
        _ = lines is null
            ? logger.WriteTo.Console(outputTemplate: TextTemplate, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            : logger.WriteTo.Sink(lines);
        return new LogQueue(logger.CreateLogger(), lines, TimeProvider.System);
    }

    private static bool IsText(LogFormat format) => format == LogFormat.Text || (format == LogFormat.Auto && !Console.IsOutputRedirected);

    private static LogEventLevel Level(LogLevel level) => level switch
    {
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}

using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace ConfigSync.Telemetry;

/// <summary>Maps the levels of Microsoft.Extensions.Logging to Serilog's.</summary>
internal static class SerilogLevel
{
    public static LogEventLevel Of(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}

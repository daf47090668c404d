namespace ConfigSync.Webhook.Telemetry;

/// <summary>Log events 1000 to 1999. Never a body, a patch, or a value of a Pod.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1000, EventName = "Configured", Level = LogLevel.Information,
        Message = "config-sync-webhook {Version} with {Options}")]
    public static partial void Configured(this ILogger logger, string version, string options);

    [LoggerMessage(EventId = 1001, EventName = "Serving", Level = LogLevel.Information,
        Message = "Serving /mutate on {Https}; /healthz, /readyz and /metrics on {Http}; ready {StartMilliseconds} ms after the process started")]
    public static partial void Serving(this ILogger logger, string https, string http, long startMilliseconds);

    [LoggerMessage(EventId = 1002, EventName = "Draining", Level = LogLevel.Information,
        Message = "Draining: not ready, serving for another {DrainSeconds} s while the cluster stops sending requests here")]
    public static partial void Draining(this ILogger logger, int drainSeconds);

    [LoggerMessage(EventId = 1003, EventName = "Stopped", Level = LogLevel.Information,
        Message = "Stopped; requests in flight: {InFlight}")]
    public static partial void Stopped(this ILogger logger, long inFlight);

    [LoggerMessage(EventId = 1010, EventName = "Decided", Level = LogLevel.Information,
        Message = "{Reason} for {Subject} in {PodNamespace}: {PatchBytes} bytes of patch in {Milliseconds} ms, dry run {DryRun}, notes {Notes}")]
    public static partial void Decided(
        this ILogger logger, string reason, string subject, string podNamespace, int patchBytes, double milliseconds, bool dryRun, string notes);

    [LoggerMessage(EventId = 1011, EventName = "Malformed", Level = LogLevel.Warning,
        Message = "Can't answer a request of {BodyBytes} bytes: {Reason}")]
    public static partial void Malformed(this ILogger logger, string reason, long? bodyBytes);

    [LoggerMessage(EventId = 1012, EventName = "InternalError", Level = LogLevel.Error,
        Message = "Can't answer a request because of an internal error: {ExceptionType} at {StackTrace}")]
    public static partial void InternalError(this ILogger logger, string exceptionType, string? stackTrace);

    [LoggerMessage(EventId = 1020, EventName = "CertificateInUse", Level = LogLevel.Information,
        Message = "New connections get certificate {SerialNumber}, which expires at {Expiry:o}")]
    public static partial void CertificateInUse(this ILogger logger, string serialNumber, DateTimeOffset expiry);

    [LoggerMessage(EventId = 1021, EventName = "CertificateNotValid", Level = LogLevel.Warning,
        Message = "New connections get certificate {SerialNumber}, but it is only valid from {NotBefore:o} to {Expiry:o}: renew it")]
    public static partial void CertificateNotValid(this ILogger logger, string serialNumber, DateTimeOffset notBefore, DateTimeOffset expiry);

    [LoggerMessage(EventId = 1022, EventName = "CertificateKept", Level = LogLevel.Error,
        Message = "Certificate reload failed, the old certificate stays in use and expires at {Expiry:o}: {Error}")]
    public static partial void CertificateKept(this ILogger logger, string error, DateTimeOffset expiry);

    [LoggerMessage(EventId = 1030, EventName = "ProfilesInUse", Level = LogLevel.Information,
        Message = "Profiles in use: {Profiles}")]
    public static partial void ProfilesInUse(this ILogger logger, string profiles);

    [LoggerMessage(EventId = 1031, EventName = "ProfilesKept", Level = LogLevel.Error,
        Message = "Profiles reload failed, the old profiles stay in use: {Errors}")]
    public static partial void ProfilesKept(this ILogger logger, string errors);

    [LoggerMessage(EventId = 1040, EventName = "WatchUnavailable", Level = LogLevel.Warning,
        Message = "Can't watch '{Directory}', polling every {PollSeconds} s instead: {Cause}")]
    public static partial void WatchUnavailable(this ILogger logger, string directory, string cause, double pollSeconds);
}

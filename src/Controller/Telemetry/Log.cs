using ConfigSync.Controller.Rollouts;

namespace ConfigSync.Controller.Telemetry;

/// <summary>Everything that is logged: events 3000 to 3999. Names and codes, never contents.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, EventName = "Started", Level = LogLevel.Information, Message = "Started with {Options}")]
    public static partial void Started(this ILogger log, string options);

    [LoggerMessage(EventId = 3002, EventName = "Synced", Level = LogLevel.Information, Message = "Know {PodCount} injected Pods and {ObjectCount} objects")]
    public static partial void Synced(this ILogger log, int podCount, int objectCount);

    [LoggerMessage(EventId = 3003, EventName = "LeadershipGained", Level = LogLevel.Information, Message = "'{Identity}' leads")]
    public static partial void LeadershipGained(this ILogger log, string identity);

    [LoggerMessage(EventId = 3004, EventName = "LeadershipEnded", Level = LogLevel.Information, Message = "'{Identity}' no longer leads")]
    public static partial void LeadershipEnded(this ILogger log, string identity);

    [LoggerMessage(EventId = 3005, EventName = "LeaseUnreachable", Level = LogLevel.Warning, Message = "Not sure of the Lease: {Fault}")]
    public static partial void LeaseUnreachable(this ILogger log, string fault);

    [LoggerMessage(EventId = 3010, EventName = "WatchBroken", Level = LogLevel.Warning, Message = "Lost sight of {Resource}, trying again in {RetryInSeconds:0.0} s: {Fault}")]
    public static partial void WatchBroken(this ILogger log, string fault, string resource, double retryInSeconds);

    [LoggerMessage(EventId = 3011, EventName = "WatchForbidden", Level = LogLevel.Error,
        Message = "May not list or watch {Resource}, so their changes are left to the kubelet's minute; grant it by the matching component of the manifests: {Fault}")]
    public static partial void WatchForbidden(this ILogger log, string fault, string resource);

    [LoggerMessage(EventId = 3012, EventName = "WatchRestored", Level = LogLevel.Information, Message = "See {Resource} again")]
    public static partial void WatchRestored(this ILogger log, string resource);

    [LoggerMessage(EventId = 3020, EventName = "NudgeFailed", Level = LogLevel.Warning, Message = "Pods can't be nudged at the moment, pausing for {PauseSeconds:0.0} s: {Fault}")]
    public static partial void NudgeFailed(this ILogger log, string fault, double pauseSeconds);

    [LoggerMessage(EventId = 3021, EventName = "NudgeRefused", Level = LogLevel.Error, Message = "Pod '{Namespace}/{Name}' can't be nudged; the kubelet's minute applies: {Fault}")]
    public static partial void NudgeRefused(this ILogger log, string fault, string @namespace, string name);

    [LoggerMessage(EventId = 3030, EventName = "OwnerRolled", Level = LogLevel.Information, Message = "Rolled {Kind} '{Namespace}/{Name}' ({Outcome}): {Changed} changed")]
    public static partial void OwnerRolled(this ILogger log, string kind, string @namespace, string name, RolloutOutcome outcome, string changed);

    [LoggerMessage(EventId = 3031, EventName = "ContentRecorded", Level = LogLevel.Information, Message = "Recorded {ObjectCount} objects on {Kind} '{Namespace}/{Name}'")]
    public static partial void ContentRecorded(this ILogger log, string kind, string @namespace, string name, int objectCount);

    [LoggerMessage(EventId = 3032, EventName = "OwnerNotRolled", Level = LogLevel.Warning, Message = "Can't roll Pods of {Kind} '{Namespace}/{Name}': {Outcome}")]
    public static partial void OwnerNotRolled(this ILogger log, string kind, string @namespace, string name, RolloutOutcome outcome);

    [LoggerMessage(EventId = 3033, EventName = "ContentVanished", Level = LogLevel.Warning,
        Message = "{Kind} '{Namespace}/{Name}' depends on {Objects}, which is no more; its Pods are left alone")]
    public static partial void ContentVanished(this ILogger log, string kind, string @namespace, string name, string objects);

    [LoggerMessage(EventId = 3034, EventName = "ContentForbidden", Level = LogLevel.Error, Message = "Contents can't be compared, so their changes roll nothing: {Fault}")]
    public static partial void ContentForbidden(this ILogger log, string fault);

    [LoggerMessage(EventId = 3035, EventName = "RolloutFailed", Level = LogLevel.Warning, Message = "Can't look after {Kind} '{Namespace}/{Name}' at the moment: {Fault}")]
    public static partial void RolloutFailed(this ILogger log, string fault, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3036, EventName = "RolloutStalled", Level = LogLevel.Warning, Message = "{Kind} '{Namespace}/{Name}' has not finished to roll; others go on")]
    public static partial void RolloutStalled(this ILogger log, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3037, EventName = "EventNotWritten", Level = LogLevel.Debug, Message = "No Event on {Kind} '{Namespace}/{Name}': {Fault}")]
    public static partial void EventNotWritten(this ILogger log, string fault, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3040, EventName = "CertificatesChanged", Level = LogLevel.Information, Message = "Certificates: {Step}; in use until {Expiry:u}")]
    public static partial void CertificatesChanged(this ILogger log, Certificates.CertificateStep step, DateTimeOffset expiry);

    [LoggerMessage(EventId = 3041, EventName = "CertificatesFailed", Level = LogLevel.Warning, Message = "Can't look after certificates at the moment: {Fault}")]
    public static partial void CertificatesFailed(this ILogger log, string fault);

    [LoggerMessage(EventId = 3042, EventName = "AuthoritiesPublished", Level = LogLevel.Information,
        Message = "Published {Count} authorities in MutatingWebhookConfiguration '{Name}'")]
    public static partial void AuthoritiesPublished(this ILogger log, int count, string name);

    [LoggerMessage(EventId = 3050, EventName = "Crashed", Level = LogLevel.Critical, Message = "A loop ended that must not; stopping: {Fault}")]
    public static partial void Crashed(this ILogger log, object fault);
}

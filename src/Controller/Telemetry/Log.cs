namespace ConfigSync.Controller.Telemetry;

/// <summary>All log messages: events 3000 to 3999. They name objects and outcomes, never contents.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, EventName = "Started", Level = LogLevel.Information, Message = "Started with {Options}")]
    public static partial void Started(this ILogger log, string options);

    [LoggerMessage(EventId = 3002, EventName = "Synced", Level = LogLevel.Information, Message = "Cache synced: {PodCount} injected Pods, {ObjectCount} ConfigMaps and Secrets")]
    public static partial void Synced(this ILogger log, int podCount, int objectCount);

    [LoggerMessage(EventId = 3003, EventName = "LeadershipGained", Level = LogLevel.Information, Message = "'{Identity}' became the leader")]
    public static partial void LeadershipGained(this ILogger log, string identity);

    [LoggerMessage(EventId = 3004, EventName = "LeadershipEnded", Level = LogLevel.Information, Message = "'{Identity}' is no longer the leader")]
    public static partial void LeadershipEnded(this ILogger log, string identity);

    [LoggerMessage(EventId = 3005, EventName = "LeaseUnreachable", Level = LogLevel.Warning, Message = "Can't renew lease: {Error}")]
    public static partial void LeaseUnreachable(this ILogger log, string error);

    [LoggerMessage(EventId = 3010, EventName = "WatchBroken", Level = LogLevel.Warning, Message = "Watch failed for {Resource}, retrying in {RetryInSeconds:0.0} s: {Error}")]
    public static partial void WatchBroken(this ILogger log, string error, string resource, double retryInSeconds);

    [LoggerMessage(EventId = 3011, EventName = "WatchForbidden", Level = LogLevel.Error,
        Message = "Watch forbidden for {Resource}, so their updates wait for the kubelet sync (60–90 s); " +
            "the matching component of the manifests grants the RBAC permissions: {Error}")]
    public static partial void WatchForbidden(this ILogger log, string error, string resource);

    [LoggerMessage(EventId = 3012, EventName = "WatchRestored", Level = LogLevel.Information, Message = "Watch restored for {Resource}")]
    public static partial void WatchRestored(this ILogger log, string resource);

    [LoggerMessage(EventId = 3020, EventName = "NudgeFailed", Level = LogLevel.Warning, Message = "Can't nudge Pods, pausing for {PauseSeconds:0.0} s: {Error}")]
    public static partial void NudgeFailed(this ILogger log, string error, double pauseSeconds);

    [LoggerMessage(EventId = 3021, EventName = "NudgeRefused", Level = LogLevel.Error,
        Message = "Can't nudge Pod '{Namespace}/{Name}', its updates wait for the kubelet sync (60–90 s): {Error}")]
    public static partial void NudgeRefused(this ILogger log, string error, string @namespace, string name);

    [LoggerMessage(EventId = 3030, EventName = "OwnerRolled", Level = LogLevel.Information,
        Message = "Rollout started for {Kind} '{Namespace}/{Name}' ({Outcome}): {Changed} changed")]
    public static partial void OwnerRolled(this ILogger log, string kind, string @namespace, string name, string outcome, string changed);

    [LoggerMessage(EventId = 3031, EventName = "ContentRecorded", Level = LogLevel.Information,
        Message = "Recorded the hashes of {ObjectCount} objects on {Kind} '{Namespace}/{Name}'")]
    public static partial void ContentRecorded(this ILogger log, string kind, string @namespace, string name, int objectCount);

    [LoggerMessage(EventId = 3032, EventName = "OwnerNotRolled", Level = LogLevel.Warning, Message = "Can't roll the Pods of {Kind} '{Namespace}/{Name}': {Outcome}")]
    public static partial void OwnerNotRolled(this ILogger log, string kind, string @namespace, string name, string outcome);

    [LoggerMessage(EventId = 3033, EventName = "ContentVanished", Level = LogLevel.Warning,
        Message = "{Kind} '{Namespace}/{Name}' depends on {Objects}, which no longer exists; its Pods are not replaced")]
    public static partial void ContentVanished(this ILogger log, string kind, string @namespace, string name, string objects);

    [LoggerMessage(EventId = 3034, EventName = "ContentForbidden", Level = LogLevel.Error,
        Message = "Can't read the contents of an object, so its changes start no rollout: {Error}")]
    public static partial void ContentForbidden(this ILogger log, string error);

    [LoggerMessage(EventId = 3035, EventName = "RolloutFailed", Level = LogLevel.Warning, Message = "Can't check the rollout of {Kind} '{Namespace}/{Name}': {Error}")]
    public static partial void RolloutFailed(this ILogger log, string error, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3036, EventName = "RolloutStalled", Level = LogLevel.Warning,
        Message = "Rollout timed out for {Kind} '{Namespace}/{Name}'; it no longer counts against the limit")]
    public static partial void RolloutStalled(this ILogger log, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3037, EventName = "EventNotWritten", Level = LogLevel.Debug, Message = "Can't create an Event for {Kind} '{Namespace}/{Name}': {Error}")]
    public static partial void EventNotWritten(this ILogger log, string error, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3040, EventName = "CertificatesChanged", Level = LogLevel.Information,
        Message = "Certificate rotation: {Step}; the current certificate expires {Expiry:u}")]
    public static partial void CertificatesChanged(this ILogger log, string step, DateTimeOffset expiry);

    [LoggerMessage(EventId = 3041, EventName = "CertificatesFailed", Level = LogLevel.Warning, Message = "Can't manage certificates, retrying: {Error}")]
    public static partial void CertificatesFailed(this ILogger log, string error);

    [LoggerMessage(EventId = 3042, EventName = "AuthoritiesPublished", Level = LogLevel.Information,
        Message = "Published {Count} CA certificates in MutatingWebhookConfiguration '{Name}'")]
    public static partial void AuthoritiesPublished(this ILogger log, int count, string name);

    [LoggerMessage(EventId = 3050, EventName = "Crashed", Level = LogLevel.Critical, Message = "A background loop ended unexpectedly, stopping: {Error}")]
    public static partial void Crashed(this ILogger log, object error);
}

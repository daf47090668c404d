using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Kubernetes.Watching;

/// <summary>One notification of a <see cref="ResourceWatcher"/>.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Subject">The object that was listed, changed or deleted.</param>
/// <param name="Restart">The reason of a restart.</param>
/// <param name="Error">The error of a failure.</param>
/// <param name="RetryIn">The wait before the watcher tries again.</param>
public readonly record struct ResourceChange(
    ResourceChangeKind Kind,
    ObjectMetadata? Subject = null,
    WatchRestart Restart = default,
    KubernetesApiException? Error = null,
    TimeSpan RetryIn = default);

/// <summary>Between the start and the completion of a list come all objects that exist: one that was known before and is not among them was deleted.</summary>
public enum ResourceChangeKind
{
    ListStarted,
    Listed,
    ListCompleted,
    Upserted,
    Deleted,
    Restarted, // The watch ended. It is resumed from the last resource version, or by a new list when that version has expired.
    Failed, // The server can't be reached, or refuses. The watcher tries again by itself.
}

/// <summary>The reason why a watch was started again. Values of a metric's label: add, never rename.</summary>
public enum WatchRestart
{
    Ended, // By the server in good order, as it does every few minutes.
    Broken, // The connection broke, or an answer was cut short.
    Expired, // 410 Gone: the resource version is no longer in the server's history, so everything is listed again.
}

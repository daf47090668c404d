namespace ConfigSync.Kubernetes;

/// <summary>One thing that a watcher tells.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">The object that it happened to.</param>
/// <param name="Restart">Why the watch was restarted.</param>
/// <param name="Fault">What the server said.</param>
/// <param name="RetryIn">When the watcher tries again.</param>
public readonly record struct ResourceChange(
    ResourceChangeKind Kind,
    ObjectMetadata? Subject = null,
    WatchRestart Restart = default,
    KubernetesApiException? Fault = null,
    TimeSpan RetryIn = default);

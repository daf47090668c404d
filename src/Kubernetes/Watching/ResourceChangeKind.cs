namespace ConfigSync.Kubernetes;

/// <summary>What a watcher tells. A list is told object by object between its start and its end; what was known before and is not among them is gone.</summary>
public enum ResourceChangeKind
{
    ListStarted,
    Listed,
    ListCompleted,
    Upserted,
    Deleted,

    /// <summary>The watch ended and is resumed from where it was, or by a new list when that is no longer possible.</summary>
    Restarted,

    /// <summary>The server can't be reached or refuses; the watcher tries again by itself.</summary>
    Faulted,
}

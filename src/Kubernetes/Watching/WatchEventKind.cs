namespace ConfigSync.Kubernetes;

internal enum WatchEventKind
{
    Upserted,
    Deleted,
    Bookmark,
}

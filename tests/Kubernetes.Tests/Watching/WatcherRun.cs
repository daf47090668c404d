using System.Collections.Concurrent;
using ConfigSync.Kubernetes.Metadata;
using ConfigSync.Kubernetes.Watching;

namespace ConfigSync.Kubernetes.Tests.Watching;

/// <summary>A running watcher, and what a listener knows from it.</summary>
internal sealed class WatcherRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private HashSet<string>? _listed;

    public WatcherRun(Cluster cluster, ResourceQuery query)
    {
        var watcher = new ResourceWatcher(cluster.Client, query, cluster.Time, new Random(1));
        _running = watcher.RunAsync(Take, _stop.Token);
    }

    /// <summary>The objects as the listener sees them: name and version.</summary>
    public ConcurrentDictionary<string, ObjectMetadata> Objects { get; } = new();

    public ConcurrentQueue<ResourceChange> Changes { get; } = new();

    public int Count(ResourceChangeKind kind) => Changes.Count(change => change.Kind == kind);

    public int Restarts(WatchRestart restart) => Changes.Count(change => change.Kind == ResourceChangeKind.Restarted && change.Restart == restart);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private void Take(ResourceChange change)
    {
        switch (change.Kind)
        {
            case ResourceChangeKind.ListStarted: _listed = []; break;
            case ResourceChangeKind.Listed: _listed!.Add(change.Subject!.Name); Objects[change.Subject.Name] = change.Subject; break;
            case ResourceChangeKind.ListCompleted: Objects.Keys.Except(_listed!).ToList().ForEach(name => Objects.TryRemove(name, out _)); break;
            case ResourceChangeKind.Upserted: Objects[change.Subject!.Name] = change.Subject; break;
            case ResourceChangeKind.Deleted: Objects.TryRemove(change.Subject!.Name, out _); break;
        }

        Changes.Enqueue(change);
    }
}

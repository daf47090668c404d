using System.Text.Json;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Kubernetes.Watching;

/// <summary>
/// Follows all objects of a type, as an informer does: lists them once, then watches from the list's resource version on. Notifications are level-triggered:
/// whatever breaks in between, the listener ends up with the objects as they are, but may miss states in between.
/// The protocol: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes.
/// </summary>
public sealed class ResourceWatcher
{
    // The server is asked to end a watch after one to two of these, at random, so that not all watches of a server end at once.
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromMinutes(5);

    // A quiet watch is normal: objects may not change for hours, and bookmarks are best effort. So silence alone proves nothing, but a watch that outlives its
    // own timeout by this is dead: the server would have ended it, so the other end of the connection has vanished. Also the limit for response headers.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly KubernetesClient _client;
    private readonly ResourceQuery _query;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly RequestBackoff _backoff;
    private readonly MetadataSelection _selection;

    // The resource version to resume from; null when only a new list can notify the state. It is opaque: sent back as it came, never compared or computed with.
    private string? _version;

    public ResourceWatcher(KubernetesClient client, ResourceQuery query, TimeProvider time, Random random)
    {
        _client = client;
        _query = query;
        _time = time;
        _random = random;
        _backoff = new RequestBackoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), random);
        _selection = new MetadataSelection(query.Annotations);
    }

    /// <summary>Runs until cancelled. <paramref name="notify"/> is called by one thread at a time, in order, and must not throw.</summary>
    public async Task RunAsync(Action<ResourceChange> notify, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_version is null)
                {
                    await ListAsync(notify, cancellationToken);
                }

                await WatchAsync(notify, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesApiException e) when (e.IsExpired)
            {
                // 410 Gone, as an HTTP status or as an ERROR event: etcd has compacted the history after our version. Resuming from it would fail forever.
                _version = null;
                await PauseAsync(notify, WatchRestart.Expired, e, cancellationToken);
            }
            catch (KubernetesApiException e)
            {
                // The version stays: a watch resumed from it delivers everything that happened since, including deletions. Nothing needs to be listed.
                await PauseAsync(notify, WatchRestart.Broken, e, cancellationToken);
            }
        }
    }

    private async Task ListAsync(Action<ResourceChange> notify, CancellationToken cancellationToken)
    {
        notify(new ResourceChange(ResourceChangeKind.ListStarted));
        string? version, page = null;

        // All pages are of one snapshot, so any page's version is the list's. A page that fails (a continue token expires, too: 410) fails the list as a whole.
        do
        {
            var request = _query.List(page);
            using var body = await _client.ReadAsync(request, cancellationToken);
            try
            {
                (version, page) = ListPageReader.Read(body.Span, _selection, notify);
            }
            catch (JsonException e)
            {
                throw KubernetesClient.Unreadable(request, e);
            }
        }
        while (page is not null);

        notify(new ResourceChange(ResourceChangeKind.ListCompleted));

        // Only now: a watch from the version of a list that was not delivered to its end would miss the objects that were not listed.
        _version = version;
    }

    private async Task WatchAsync(Action<ResourceChange> notify, CancellationToken cancellationToken)
    {
        var timeout = WatchTimeout * (1 + _random.NextDouble());
        var request = _query.Watch(_version!, timeout);
        var started = _time.GetTimestamp();
        var received = false;
        using var deadline = new CancellationTokenSource(timeout + Grace, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await _client.SendAsync(request, Grace, linked.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(linked.Token);
            await LineReader.ReadAsync(stream, Take, linked.Token);
        }
        catch (JsonException e)
        {
            // An event was lost, and resuming after it would hide that. Only a list shows what it said.
            _version = null;
            throw KubernetesClient.Unreadable(request, e);
        }
        catch (Exception e) when (KubernetesClient.IsBroken(e, cancellationToken))
        {
            throw KubernetesClient.Unanswered(request, timeout + Grace, e);
        }

        // A server that ends each watch immediately would otherwise be asked in a tight loop.
        if (!received && _time.GetElapsedTime(started) < TimeSpan.FromSeconds(1))
        {
            await PauseAsync(notify, WatchRestart.Ended, error: null, cancellationToken);
            return;
        }

        notify(new ResourceChange(ResourceChangeKind.Restarted, Restart: WatchRestart.Ended));

        void Take(ReadOnlySpan<byte> line)
        {
            var (kind, subject) = WatchEventReader.Read(line, request, _selection);
            received = true;
            _backoff.Reset();

            // Every event moves the version on, bookmarks included. Versions count all objects of the cluster: where ours are quiet, only bookmarks keep the
            // version young enough to be resumed from after the history before it is compacted.
            _version = subject.ResourceVersion;
            if (kind != WatchEventKind.Bookmark)
            {
                notify(new ResourceChange(kind == WatchEventKind.Deleted ? ResourceChangeKind.Deleted : ResourceChangeKind.Upserted, subject));
            }
        }
    }

    private async Task PauseAsync(Action<ResourceChange> notify, WatchRestart restart, KubernetesApiException? error, CancellationToken cancellationToken)
    {
        var wait = _backoff.Next(error?.RetryAfter);
        if (error is { IsExpired: false })
        {
            notify(new ResourceChange(ResourceChangeKind.Failed, Error: error, RetryIn: wait));
        }

        notify(new ResourceChange(ResourceChangeKind.Restarted, Restart: restart));
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

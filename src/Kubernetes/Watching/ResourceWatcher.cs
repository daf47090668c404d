using System.Text.Json;

namespace ConfigSync.Kubernetes;

/// <summary>
/// Follows all objects of a type: lists them once, then watches from there for as long as it runs. What it tells is level-triggered:
/// whatever breaks in between, the listener ends up with the objects as they are.
/// </summary>
public sealed class ResourceWatcher
{
    // The server ends a watch after this; drawn at random between one and two of it, so that not all watches of a server end at once.
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromMinutes(5);

    // A watch that is silent for longer than it was asked to last is dead: the other end of its connection vanished.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly KubernetesClient _client;
    private readonly ResourceQuery _query;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Backoff _backoff;
    private readonly MetadataSelection _selection;

    // Where the next watch goes on from; null: everything must be listed.
    private string? _version;

    public ResourceWatcher(KubernetesClient client, ResourceQuery query, TimeProvider time, Random random)
    {
        _client = client;
        _query = query;
        _time = time;
        _random = random;
        _backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), random);
        _selection = new MetadataSelection(query.Annotations);
    }

    /// <summary>Runs until cancelled. <paramref name="tell"/> is called by one thread at a time, and must not throw.</summary>
    public async Task RunAsync(Action<ResourceChange> tell, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_version is null)
                {
                    await ListAsync(tell, cancellationToken);
                }

                await WatchAsync(tell, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesApiException e) when (e.IsExpired)
            {
                _version = null;
                await PauseAsync(tell, WatchRestart.Expired, e, cancellationToken);
            }
            catch (KubernetesApiException e)
            {
                await PauseAsync(tell, WatchRestart.Broken, e, cancellationToken);
            }
        }
    }

    private async Task ListAsync(Action<ResourceChange> tell, CancellationToken cancellationToken)
    {
        tell(new ResourceChange(ResourceChangeKind.ListStarted));
        string? version, page = null;
        do
        {
            var request = _query.List(page);
            using var body = await _client.ReadAsync(request, cancellationToken);
            try
            {
                (version, page) = ListPageReader.Read(body.Span, _selection, tell);
            }
            catch (JsonException e)
            {
                throw KubernetesClient.Unreadable(request, e);
            }
        }
        while (page is not null);

        tell(new ResourceChange(ResourceChangeKind.ListCompleted));
        _version = version;
    }

    private async Task WatchAsync(Action<ResourceChange> tell, CancellationToken cancellationToken)
    {
        var timeout = WatchTimeout * (1 + _random.NextDouble());
        var request = _query.Watch(_version!, timeout);
        var started = _time.GetTimestamp();
        var heard = false;
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
            // Nothing says that the next event would be readable, or that this one can be done without.
            _version = null;
            throw KubernetesClient.Unreadable(request, e);
        }
        catch (Exception e) when (KubernetesClient.IsBroken(e, cancellationToken))
        {
            throw KubernetesClient.Unanswered(request, timeout + Grace, e);
        }

        // A server that ends each watch at once would otherwise be asked in a tight loop.
        if (!heard && _time.GetElapsedTime(started) < TimeSpan.FromSeconds(1))
        {
            await PauseAsync(tell, WatchRestart.Ended, fault: null, cancellationToken);
            return;
        }

        tell(new ResourceChange(ResourceChangeKind.Restarted, Restart: WatchRestart.Ended));

        void Take(ReadOnlySpan<byte> line)
        {
            var (kind, subject) = WatchEventReader.Read(line, request, _selection);
            heard = true;
            _backoff.Reset();
            _version = subject.ResourceVersion;
            if (kind != WatchEventKind.Bookmark)
            {
                tell(new ResourceChange(kind == WatchEventKind.Deleted ? ResourceChangeKind.Deleted : ResourceChangeKind.Upserted, subject));
            }
        }
    }

    private async Task PauseAsync(Action<ResourceChange> tell, WatchRestart restart, KubernetesApiException? fault, CancellationToken cancellationToken)
    {
        var wait = _backoff.Next(fault?.RetryAfter);
        if (fault is { IsExpired: false })
        {
            tell(new ResourceChange(ResourceChangeKind.Faulted, Fault: fault, RetryIn: wait));
        }

        tell(new ResourceChange(ResourceChangeKind.Restarted, Restart: restart));
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

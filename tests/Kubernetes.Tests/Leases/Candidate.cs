using System.Collections.Concurrent;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Leases;

namespace ConfigSync.Kubernetes.Tests.Leases;

/// <summary>A process that wants to lead, and whether it does.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KubernetesClient _client;
    private readonly Task _running;

    public Candidate(Cluster cluster, string identity, Action<bool>? onChange = null)
    {
        _client = cluster.NewClient(identity);
        var elector = new LeaderElector(_client, "config-sync", "config-sync-controller", identity, new LeaseTiming(), cluster.Time, new Random(1));
        _running = elector.RunAsync(LeadAsync, e => Errors.Enqueue(e), _stop.Token);

        async Task LeadAsync(CancellationToken held)
        {
            onChange?.Invoke(true);
            Leads = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            onChange?.Invoke(false);
            Leads = false;
        }
    }

    public bool Leads { get; private set; }

    public ConcurrentQueue<KubernetesApiException> Errors { get; } = [];

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _client.Dispose();
    }
}

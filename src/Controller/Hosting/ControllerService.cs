using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Leases;

namespace ConfigSync.Controller.Hosting;

/// <summary>Runs everything from start to SIGTERM. A loop that ends by itself ends the process: Kubernetes restarts it with a clean state.</summary>
internal sealed class ControllerService(
    ClusterWatch watch, LeaderElector elector, LeaderWork work, ClusterState cluster, MemoryTrimmer trimmer,
    IHostApplicationLifetime lifetime, ILogger<ControllerService> log) : BackgroundService
{
    /// <summary>True when a loop ended unexpectedly.</summary>
    public bool HasCrashed { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] loops =
        [
            watch.RunAsync(stop.Token),
            elector.RunAsync(work.RunAsync, error => log.LeaseUnreachable(error.Message), stop.Token),
            ReportSyncAsync(stop.Token),
            trimmer.RunAsync(stop.Token),
        ];
        try
        {
            await foreach (var loop in Task.WhenEach(loops))
            {
                await loop;
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            HasCrashed = true;
            log.Crashed(e);
            lifetime.StopApplication();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReportSyncAsync(CancellationToken stop)
    {
        await cluster.Synced.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cluster.IsSynced)
        {
            var counts = cluster.Count();
            log.Synced(counts.Pods, counts.Objects);
        }
    }
}

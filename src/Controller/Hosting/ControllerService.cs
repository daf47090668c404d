using ConfigSync.Controller.Index;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Leases;

namespace ConfigSync.Controller.Hosting;

/// <summary>Runs everything from start to SIGTERM. A loop that ends by itself ends the process: Kubernetes starts it anew, with a clean slate.</summary>
internal sealed class ControllerService(
    ClusterWatch watch, LeaderElector elector, LeaderWork work, ClusterState cluster, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<ControllerService> log) : BackgroundService
{
    /// <summary>Whether a loop ended that must not.</summary>
    public bool HasCrashed { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] loops =
        [
            watch.RunAsync(stop.Token),
            elector.RunAsync(work.RunAsync, fault => log.LeaseUnreachable(fault.Message), stop.Token),
            ReportSyncAsync(stop.Token),
            MemoryTrimmer.RunAsync(cluster, time, stop.Token),
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

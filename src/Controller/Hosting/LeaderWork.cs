using ConfigSync.Controller.Certificates;
using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Controller.Telemetry;

namespace ConfigSync.Controller.Hosting;

/// <summary>The work of the leader.</summary>
internal sealed class LeaderWork(
    string identity, ClusterState cluster, Nudger nudger, Roller? roller, CertificateKeeper? certificates, ILogger<LeaderWork> log)
{
    private volatile bool _leads;

    public bool Leads => _leads;

    public async Task RunAsync(CancellationToken leading)
    {
        _leads = true;
        log.LeadershipGained(identity);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(leading);
        try
        {
            // One that fails stops the others: half a leader would keep another replica from leading.
            await Task.WhenAll(
                OrStopAll(ServeChangesAsync(stop.Token), stop),
                OrStopAll(certificates?.RunAsync(stop.Token) ?? Task.CompletedTask, stop));
        }
        finally
        {
            _leads = false;
            log.LeadershipEnded(identity);
        }
    }

    private async Task ServeChangesAsync(CancellationToken leading)
    {
        await cluster.Synced.Task.WaitAsync(leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (leading.IsCancellationRequested)
        {
            return;
        }

        // Each subscribes to the cluster when it starts, and ends only after what it had on the way has ended.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(leading);
        await Task.WhenAll(OrStopAll(nudger.RunAsync(stop.Token), stop), OrStopAll(roller?.RunAsync(stop.Token) ?? Task.CompletedTask, stop));
    }

    private static async Task OrStopAll(Task work, CancellationTokenSource stop)
    {
        try
        {
            await work;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}

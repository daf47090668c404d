using ConfigSync.Controller.Certificates;
using ConfigSync.Controller.Index;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Controller.Telemetry;

namespace ConfigSync.Controller;

/// <summary>What the one replica does that leads.</summary>
internal sealed class LeaderWork(
    string identity, ClusterState cluster, Nudger nudger, Roller? roller, CertificateKeeper? certificates, ControllerMetrics metrics, ILogger<LeaderWork> log)
{
    public async Task RunAsync(CancellationToken leading)
    {
        metrics.Leads = true;
        log.LeadershipGained(identity);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(leading);
        try
        {
            // One that fails takes the others along: half a leader would keep another from leading.
            await Task.WhenAll(
                OrStopAll(ServeChangesAsync(stop.Token), stop),
                OrStopAll(certificates?.RunAsync(stop.Token) ?? Task.CompletedTask, stop));
        }
        finally
        {
            metrics.Leads = false;
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

        cluster.BeginLeading();
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(leading);
            await Task.WhenAll(OrStopAll(nudger.RunAsync(stop.Token), stop), OrStopAll(roller?.RunAsync(stop.Token) ?? Task.CompletedTask, stop));
        }
        finally
        {
            cluster.EndLeading();
        }
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

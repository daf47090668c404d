using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;

namespace ConfigSync.Controller.Hosting;

/// <summary>
/// Returns memory to the system after work. Lists and bursts of patches leave many times more garbage than live data. After them almost nothing is allocated,
/// so the garbage collector would not run by itself, and the memory would stay in use.
/// </summary>
internal sealed class MemoryTrimmer(ClusterState cluster, PendingNudges nudges, PendingRollouts rollouts, TimeProvider time)
{
    private const long WorthIt = 8 << 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stop)
    {
        long trimmedAt = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var allocated = GC.GetTotalAllocatedBytes();
            if (cluster.IsSynced && allocated - trimmedAt > WorthIt && nudges.Depth == 0 && rollouts.Count().Waiting == 0)
            {
                trimmedAt = allocated;
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }
}

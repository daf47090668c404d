using ConfigSync.Controller.Index;

namespace ConfigSync.Controller.Hosting;

/// <summary>
/// Gives memory back after work. Lists and bursts of patches leave garbage behind that is many times what is kept of them; then nothing allocates to speak of,
/// so no collection would come by itself, and the memory would stay taken.
/// </summary>
internal static class MemoryTrimmer
{
    private const long WorthIt = 8 << 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(ClusterState cluster, TimeProvider time, CancellationToken stop)
    {
        long trimmedAt = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var allocated = GC.GetTotalAllocatedBytes();
            if (cluster.IsSynced && allocated - trimmedAt > WorthIt && cluster.Count() is { Nudges: 0, Rollouts: 0 })
            {
                trimmedAt = allocated;
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }
}

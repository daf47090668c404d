namespace ConfigSync.Agent.Pipeline;

/// <summary>Returns memory to the system when the agent is idle: by itself the garbage collector keeps the peak, and every Pod would pay for it.</summary>
internal sealed class MemoryTrimmer
{
    private const long WorthIt = 256 * 1024;

    private long _allocated;

    public void Trim()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated < WorthIt)
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _allocated = GC.GetTotalAllocatedBytes();
    }
}

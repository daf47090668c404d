namespace ConfigSync.Agent.Pipeline;

/// <summary>Gives memory back when there is nothing to do: the collector alone keeps what the busiest moment took, and every Pod pays for that.</summary>
internal sealed class IdleMemory
{
    private const long WorthIt = 256 * 1024;

    private long _allocated;

    public void GiveBack()
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

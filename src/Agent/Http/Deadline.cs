namespace ConfigSync.Agent.Http;

/// <summary>A deadline on a monotonic clock.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan within)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The time left, never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = within - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}

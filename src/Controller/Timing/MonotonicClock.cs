namespace ConfigSync.Controller.Timing;

/// <summary>The time since the process started. It never jumps, whatever happens to the clock of the node.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_started);
}

namespace ConfigSync.Controller;

/// <summary>Time since the process started, which no change of the node's clock moves.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_started);
}

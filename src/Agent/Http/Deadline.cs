namespace ConfigSync.Agent.Http;

/// <summary>A moment by which something must be done, on a clock that nobody sets.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan within)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>How much time is left, never less than none.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = within - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}

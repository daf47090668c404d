namespace ConfigSync.Controller.Nudging;

/// <summary>A token bucket: a rate in the long run, and a burst after a quiet time. Not thread-safe: its owner has the lock.</summary>
internal sealed class TokenBucket(int rate, int burst)
{
    private double _tokens = burst;
    private TimeSpan _filledAt;

    public bool TryTake(TimeSpan now)
    {
        Fill(now);
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>The time of the next token.</summary>
    public TimeSpan NextAt(TimeSpan now)
    {
        Fill(now);
        // Rounded up, or a timer that fires a tick early would spin until the token is there.
        return _tokens >= 1 ? now : now + TimeSpan.FromMilliseconds(Math.Ceiling((1 - _tokens) * 1000 / rate));
    }

    private void Fill(TimeSpan now)
    {
        _tokens = Math.Min(burst, _tokens + ((now - _filledAt).TotalSeconds * rate));
        _filledAt = now;
    }
}

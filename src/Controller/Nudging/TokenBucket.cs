namespace ConfigSync.Controller.Nudging;

/// <summary>Lets through so many per second, and some more at once after a quiet time.</summary>
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

    /// <summary>When the next one gets through.</summary>
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

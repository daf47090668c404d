namespace ConfigSync.Kubernetes.Client;

/// <summary>
/// Exponential back-off between requests that failed. Each wait is random in its upper half, so that many clients don't come back at once.
/// Not thread-safe: its owner calls it from one loop or under its own lock.
/// </summary>
public sealed class RequestBackoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _attempts;

    /// <summary>The wait before the next attempt, at least as long as the server asked for.</summary>
    public TimeSpan Next(TimeSpan? atLeast = null)
    {
        var step = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, _attempts));
        _attempts = Math.Min(_attempts + 1, 30);
        var wait = TimeSpan.FromMilliseconds(step * (0.5 + (random.NextDouble() / 2)));
        return atLeast > wait ? atLeast.Value : wait;
    }

    /// <summary>Starts over, after a success.</summary>
    public void Reset() => _attempts = 0;
}

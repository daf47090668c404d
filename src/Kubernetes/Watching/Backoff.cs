namespace ConfigSync.Kubernetes;

/// <summary>Growing waits between attempts, each drawn at random from its upper half so that many clients don't come back at once.</summary>
public sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _attempts;

    /// <summary>How long to wait before the next attempt, and no less than the server asked for.</summary>
    public TimeSpan Next(TimeSpan? atLeast = null)
    {
        var step = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, _attempts));
        _attempts = Math.Min(_attempts + 1, 30);
        var wait = TimeSpan.FromMilliseconds(step * (0.5 + (random.NextDouble() / 2)));
        return atLeast > wait ? atLeast.Value : wait;
    }

    /// <summary>Starts over: an attempt succeeded.</summary>
    public void Reset() => _attempts = 0;
}

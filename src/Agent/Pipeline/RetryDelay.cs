namespace ConfigSync.Agent.Pipeline;

/// <summary>How long to wait before the next attempt: twice as long each time, up to a limit, give or take a quarter.</summary>
internal sealed class RetryDelay(Random random)
{
    internal static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private const double Jitter = 0.25;

    private TimeSpan _next = First;

    public TimeSpan Next()
    {
        var wait = _next * (1 - Jitter + (2 * Jitter * random.NextDouble()));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }

    /// <summary>Starts over: what failed is no longer what is wanted, or it did not fail.</summary>
    public void Reset() => _next = First;
}

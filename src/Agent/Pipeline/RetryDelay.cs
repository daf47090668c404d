namespace ConfigSync.Agent.Pipeline;

/// <summary>Exponential back-off between attempts, with a limit and 25 % jitter.</summary>
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

    /// <summary>Starts over, after a success or when newer content is to be applied.</summary>
    public void Reset() => _next = First;
}

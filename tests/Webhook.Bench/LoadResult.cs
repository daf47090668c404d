namespace ConfigSync.Webhook.Bench;

/// <summary>What a burst of requests showed.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="ProcessorTime">Microseconds of the server's processor time for each, which other work on the machine distorts least.</param>
/// <param name="Latencies">Milliseconds of each, ascending.</param>
internal sealed record LoadResult(double PerSecond, double ProcessorTime, double[] Latencies)
{
    /// <summary>The latency that a share of the requests stayed below.</summary>
    public double Percentile(double share) => Latencies[(int)Math.Min(Latencies.Length - 1, share * Latencies.Length)];
}

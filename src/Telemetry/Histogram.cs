namespace ConfigSync.Telemetry;

/// <summary>Counts observations by upper bound. Recording takes no lock and allocates nothing.</summary>
/// <param name="bounds">Upper bounds, ascending; <c>+Inf</c> is added.</param>
public sealed class Histogram(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public ReadOnlySpan<double> Bounds => bounds;

    public double Sum => Volatile.Read(ref _sum);

    public void Record(double value)
    {
        var index = 0;
        while (index < bounds.Length && value > bounds[index])
        {
            index++;
        }

        Interlocked.Increment(ref _counts[index]);
        var seen = _sum;
        double before;
        do
        {
            before = seen;
            seen = Interlocked.CompareExchange(ref _sum, before + value, before);
        }
        while (!seen.Equals(before));
    }

    /// <summary>The number of observations up to each bound, and in the end of all.</summary>
    public long[] Cumulative()
    {
        var totals = new long[_counts.Length];
        long total = 0;
        for (var index = 0; index < totals.Length; index++)
        {
            totals[index] = total += Interlocked.Read(ref _counts[index]);
        }

        return totals;
    }
}

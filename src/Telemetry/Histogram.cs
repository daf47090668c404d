namespace ConfigSync.Telemetry;

/// <summary>Counts observations by upper bound. Recording takes no lock and allocates nothing.</summary>
/// <param name="bounds">Upper bounds, ascending; the one without bound is added.</param>
public sealed class Histogram(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>The upper bounds.</summary>
    public ReadOnlySpan<double> Bounds => bounds;

    /// <summary>Sum of everything recorded.</summary>
    public double Sum => Volatile.Read(ref _sum);

    /// <summary>Records one observation.</summary>
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

    /// <summary>How many were recorded at most at each bound, and last how many in all.</summary>
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

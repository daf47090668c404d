namespace ConfigSync.Agent.Reporting;

/// <summary>A Prometheus histogram of durations.</summary>
internal sealed class PhaseHistogram
{
    /// <summary>Upper bounds in seconds, from settling links to a slow verification.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly long[] _counts = new long[Bounds.Count];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    /// <summary>The newest duration.</summary>
    public TimeSpan? Last { get; private set; }

    /// <summary>The number of durations up to the bound with this index.</summary>
    public long AtMost(int bound) => _counts[bound];

    public void Add(TimeSpan duration)
    {
        Last = duration;
        Count++;
        Sum += duration.TotalSeconds;
        for (var index = 0; index < _counts.Length; index++)
        {
            _counts[index] += duration.TotalSeconds <= Bounds[index] ? 1 : 0;
        }
    }
}

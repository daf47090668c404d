namespace ConfigSync.Telemetry.Tests;

public sealed class HistogramTests
{
    [Fact]
    public void ObservationCountsAtItsBoundAndEveryLargerOne()
    {
        var histogram = new Histogram([1, 2, 4]);
        Array.ForEach([0.5, 1, 1.5, 4, 9], histogram.Record);
        Assert.Equal([2, 3, 4, 5], histogram.Cumulative());
        Assert.Equal(16, histogram.Sum);
    }

    [Fact]
    public void NothingIsLostWhenManyRecordAtOnce()
    {
        var histogram = new Histogram([1]);
        Parallel.For(0, 100_000, _ => histogram.Record(1));
        Assert.Equal([100_000, 100_000], histogram.Cumulative());
        Assert.Equal(100_000, histogram.Sum);
    }
}

using ConfigSync.Agent.Applying;

namespace ConfigSync.Agent.Tests.Applying;

public sealed class BackoffTests
{
    [Fact]
    public void WaitsDoubleUpToALimitGiveOrTakeAQuarter()
    {
        var backoff = new Backoff(new Random(1));
        var expected = Backoff.First;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.InRange(backoff.Next(), expected * 0.75, expected * 1.25);
            expected = expected * 2 < Backoff.Longest ? expected * 2 : Backoff.Longest;
        }

        backoff.Reset();
        Assert.InRange(backoff.Next(), Backoff.First * 0.75, Backoff.First * 1.25);
    }

    [Fact]
    public void TwoAgentsDoNotWaitTheSameTime() => Assert.NotEqual(new Backoff(new Random(1)).Next(), new Backoff(new Random(2)).Next());
}

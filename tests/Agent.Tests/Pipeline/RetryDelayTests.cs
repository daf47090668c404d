using ConfigSync.Agent.Pipeline;

namespace ConfigSync.Agent.Tests.Pipeline;

public sealed class RetryDelayTests
{
    [Fact]
    public void WaitsDoubleUpToALimitGiveOrTakeAQuarter()
    {
        var retryDelay = new RetryDelay(new Random(1));
        var expected = RetryDelay.First;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.InRange(retryDelay.Next(), expected * 0.75, expected * 1.25);
            expected = expected * 2 < RetryDelay.Longest ? expected * 2 : RetryDelay.Longest;
        }

        retryDelay.Reset();
        Assert.InRange(retryDelay.Next(), RetryDelay.First * 0.75, RetryDelay.First * 1.25);
    }

    [Fact]
    public void TwoAgentsDoNotWaitTheSameTime() => Assert.NotEqual(new RetryDelay(new Random(1)).Next(), new RetryDelay(new Random(2)).Next());
}

using ConfigSync.TestKit.Agents;

namespace ConfigSync.Agent.Tests.Faults;

public sealed class SoakTests
{
    [Theory] // `make agent-soak` runs it for minutes
    [InlineData(1)]
    [InlineData(2)]
    public async Task NoChangeIsLostAndNoneCausesTwoReloads(int seed)
    {
        var report = await Soak.RunAsync(TimeSpan.FromSeconds(6), seed);
        Assert.True(report.Clean, report.ToString());
        Assert.True(report.Steps > 3, report.ToString());
    }
}

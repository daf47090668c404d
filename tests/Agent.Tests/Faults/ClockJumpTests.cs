using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Kubelet;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Tests.Faults;

public sealed class ClockJumpTests
{
    [Fact]
    public async Task WallClockThatJumpsStopsNothing()
    {
        using var folder = new TemporaryFolder();
        var volume = new KubeletVolume(folder.PathOf("volume"));
        volume.Write(("key", "0"));
        var clock = new JumpingClock();
        using var log = File.OpenHandle(folder.PathOf("log"), FileMode.Create, FileAccess.Write);
        using var agent = Start(folder, volume, clock, log);
        var running = Task.Run(agent.Run);
        for (var number = 1; number <= 20; number++)
        {
            // A day back, a day forward, ten years back, and so on.
            clock.Offset = TimeSpan.FromDays(number % 3 == 0 ? -3650 : number % 2 == 0 ? 1 : -1);
            var content = $"{number}";
            volume.Write(("key", content));
            await Wait.Until(() => File.ReadAllText(folder.PathOf("target/key")) == content, $"content {number} was copied");
        }

        Assert.False(agent.Status.Stalled);
        Assert.InRange(agent.Status.Read(static status => status.OutOfDate), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        agent.Stop();
        await running;
    }

    private static Agent Start(TemporaryFolder folder, KubeletVolume volume, TimeProvider clock, SafeFileHandle log)
    {
        Directory.CreateDirectory(folder.PathOf("target"));
        File.WriteAllText(folder.PathOf("target/key"), "");
        var options = new AgentOptions
        {
            Sources = [new SourceOption("app", volume.Path)],
            Copies = [new CopyRule("app", "", folder.PathOf("target"), false)],
        };
        return new Agent(options, new LogWriter(log, asText: false, clock), clock);
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}

using System.Globalization;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Agent.Tests.EndToEnd;

/// <summary>What takes the place of HTTP probes: <c>--check</c> for a startup probe, the watchdog for a liveness probe.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;

    public ProbeTests()
    {
        _volume = new KubeletVolume(_folder.PathOf("volume"));
        Directory.CreateDirectory(_folder.PathOf("state"));
    }

    private string State => $"--state={_folder.PathOf("state")}";

    private string Mark => _folder.PathOf("state/ready");

    private string Target => _folder.PathOf("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadinessIsConfirmedAfterTheFirstCopyAndNotBefore()
    {
        _volume.Write(("key", "one"));
        await using var agent = await AgentProcess.StartAsync($"--source=app:{_folder.PathOf("later")}", $"--copy=app:{Target}", State, "--interval=1s");
        await agent.EventAsync("SourceUnavailable");
        Assert.Equal(1, await CheckAsync());

        Directory.Move(_volume.Path, _folder.PathOf("later"));
        await Wait.Until(() => File.Exists(Mark), "the agent is ready");
        Assert.Equal(0, await CheckAsync());
        Assert.Equal("one", await File.ReadAllTextAsync(Target + "/key"));
    }

    [Fact]
    public async Task ReadinessIsThatOfAnAgentThatRuns()
    {
        _volume.Write(("key", "one"));
        await using (var agent = await AgentProcess.StartAsync($"--source=app:{_volume.Path}", State))
        {
            await Wait.Until(() => File.Exists(Mark), "the agent is ready");
        }

        Assert.Equal(1, await CheckAsync());
    }

    [Fact]
    public async Task MarkOfAnEarlierProcessWithTheSameNumberCountsForNothing()
    {
        var start = (await File.ReadAllTextAsync($"/proc/{Environment.ProcessId}/stat")).Split(") ")[^1].Split(' ')[19];
        await File.WriteAllTextAsync(Mark, $"{Environment.ProcessId} {start}");
        Assert.Equal(0, await CheckAsync());

        await File.WriteAllTextAsync(Mark, $"{Environment.ProcessId} {long.Parse(start, CultureInfo.InvariantCulture) - 1}");
        Assert.Equal(1, await CheckAsync());
    }

    [Fact]
    public async Task MarkOfAnEarlierAgentIsRemovedBeforeTheFirstCopy()
    {
        await File.WriteAllTextAsync(Mark, "1 1");
        await using var agent = await AgentProcess.StartAsync($"--source=app:{_folder.PathOf("later")}", $"--copy=app:{Target}", State);
        await agent.EventAsync("SourceUnavailable");

        Assert.False(File.Exists(Mark));
    }

    [Fact]
    public async Task AgentThatHangsEndsItself()
    {
        // Whoever opens a FIFO that nobody writes to hangs, as on a disk that does not answer.
        await using (var fifo = RunningProgram.Start("mkfifo", [_folder.PathOf("state/state.json")]))
        {
            Assert.Equal(0, await fifo.ExitCodeAsync());
        }

        await using var agent = RunningProgram.Start(Binaries.Find("config-sync"), [$"--source=app:{_volume.Path}", State, "--listen=off"]);

        Assert.Equal(1, await agent.ExitCodeAsync());
        Assert.Contains("\"Hung\"", Assert.Single(agent.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentWhoseLoopTurnsSurvivesTheAlarm()
    {
        _volume.Write(("key", "one"));
        await using var agent = await AgentProcess.StartAsync($"--source=app:{_volume.Path}", $"--copy=app:{Target}", "--interval=1s");
        await agent.ReadyAsync();
        agent.Program.Signal("ALRM");

        _volume.Write(("key", "two"));
        await Wait.Until(() => File.ReadAllText(Target + "/key") == "two", "the loop turns");
        Assert.False(agent.Program.HasExited);
    }

    private async Task<int> CheckAsync()
    {
        await using var check = RunningProgram.Start(Binaries.Find("config-sync"), ["--check", State]);
        return await check.ExitCodeAsync();
    }
}

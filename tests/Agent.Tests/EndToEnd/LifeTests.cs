using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Agent.Tests.EndToEnd;

public sealed class LifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;

    public LifeTests()
    {
        _volume = new KubeletVolume(_folder.PathOf("volume"));
        _volume.Write(("key", "one"), ("other", "1"));
    }

    private string Source => $"--source=app:{_volume.Path}";

    private string Target => _folder.PathOf("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task SigtermEndsItInUnderASecondWithCodeZero() => Promise.IsKeptAsync(TimeSpan.FromSeconds(1), async () =>
    {
        await using var agent = await AgentProcess.StartAsync(Source);
        var began = TimeProvider.System.GetTimestamp();
        agent.Program.Signal("TERM");
        Assert.Equal(0, await agent.Program.ExitCodeAsync());
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.Equal(1, agent.Count("Stopped"));
        return took;
    });

    [Fact]
    public async Task InvalidOptionsAreAllReportedAndTheCodeIsTwo()
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync"), ["--reload=shout", "--nonsense"]);
        Assert.Equal(2, await program.ExitCodeAsync());
        Assert.Equal(
            [
                "invalid option: --nonsense is unknown",
                "invalid option: --reload must be one of signal, http, restart, none (was 'shout')",
                "2 invalid options; run with --help for the list",
            ],
            program.Errors);
    }

    // The tests are built with the version of the product, as it is.
    public static TheoryData<string, string> HelpAndVersion() => new()
    {
        { "--help", "--reload-url=<URL>" },
        { "--version", typeof(LifeTests).Assembly.GetName().Version!.ToString(3) },
    };

    [Theory]
    [MemberData(nameof(HelpAndVersion))]
    public async Task HelpAndVersionArePrinted(string flag, string expected)
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync"), [flag]);
        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Contains(expected, string.Join('\n', program.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceCopiesAndSavesItsStateForTheAgentThatFollows()
    {
        var state = $"--state={_folder.PathOf("state")}";
        await using (var once = RunningProgram.Start(Binaries.Find("config-sync"), [Source, "--once", $"--copy=app:{Target}", state]))
        {
            Assert.Equal(0, await once.ExitCodeAsync());
        }

        Assert.Equal("one", await File.ReadAllTextAsync(Target + "/key"));
        _volume.Write(("key", "two"));
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app:{Target}", state);
        await agent.InSyncAsync(changes: 0);
        Assert.Equal(["key"], Directory.GetFiles(Target).Select(Path.GetFileName));
        Assert.Equal("two", await File.ReadAllTextAsync(Target + "/key"));
    }

    [Fact]
    public async Task OnceThatCannotCopySaysWhyAndFails()
    {
        await using var once = RunningProgram.Start(Binaries.Find("config-sync"), [Source, "--once", $"--copy=app/nothing:{Target}/x"]);
        Assert.Equal(1, await once.ExitCodeAsync());
        Assert.Equal(
            $"can't copy 'app/nothing' to '{Target}/x': the source has no such file or directory",
            (string?)JsonNode.Parse(once.Output[^1])!["error"]);
    }

    [Fact]
    public async Task PortThatIsTakenCostsOnlyTheMetrics()
    {
        await using var first = await AgentProcess.StartAsync(Source);
        var port = (int)(await first.EventAsync("Listening"))["port"]!;
        await using var second = RunningProgram.Start(
            Binaries.Find("config-sync"), [Source, $"--copy=app:{Target}", $"--listen=127.0.0.1:{port}"]);
        await second.LineAsync(static line => line.Contains("\"CannotListen\"", StringComparison.Ordinal));
        await Wait.Until(() => File.Exists(Target + "/key"), "the copy was made all the same");
    }

    [Fact]
    public async Task ReadyMeansThatTheFirstCopyIsMade()
    {
        await using var agent = await AgentProcess.StartAsync($"--source=app:{_folder.PathOf("later")}", $"--copy=app:{Target}", "--interval=1s");
        await agent.EventAsync("SourceUnavailable");
        Assert.Equal(503, await agent.CodeAsync("/readyz"));
        Assert.Equal(200, await agent.CodeAsync("/healthz"));

        Directory.Move(_volume.Path, _folder.PathOf("later"));
        await Wait.Until(async () => await agent.CodeAsync("/readyz") == 200, "it is ready");
        Assert.Equal("one", await File.ReadAllTextAsync(Target + "/key"));
    }

    [Fact]
    public async Task EmptyOptionalSourceKeepsNobodyFromStarting()
    {
        _volume.Write();
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app:{Target}");
        await Wait.Until(async () => await agent.CodeAsync("/readyz") == 200, "it is ready");

        _volume.Write(("key", "late"));
        await Wait.Until(() => File.Exists(Target + "/key"), "what came later was copied");
    }

    [Fact]
    public async Task PlainDirectoryIsFollowedIntoNewSubdirectories()
    {
        var plain = Directory.CreateDirectory(_folder.PathOf("plain")).FullName;
        await File.WriteAllTextAsync(plain + "/a", "1");
        await using var agent = await AgentProcess.StartAsync($"--source=app:{plain}", $"--copy=app:{Target}");
        await agent.ReadyAsync();
        Directory.CreateDirectory(plain + "/sub");
        await File.WriteAllTextAsync(plain + "/sub/b", "2");
        await Wait.Until(() => File.Exists(Target + "/sub/b"), "the new file was copied");
        await File.WriteAllTextAsync(plain + "/sub/b", "3");
        await Wait.Until(() => File.ReadAllText(Target + "/sub/b") == "3", "its change was copied");
    }

    [Fact]
    public async Task SingleFileIsFollowedWhenItIsReplaced()
    {
        var file = _folder.Write("one.conf", "1");
        await using var agent = await AgentProcess.StartAsync($"--source=app:{file}", $"--copy-in-place=app:{Target}/one.conf");
        await agent.ReadyAsync();
        _folder.Write("one.conf", "2");
        await Wait.Until(() => File.ReadAllText(Target + "/one.conf") == "2", "the change was copied");
    }

    [Theory]
    [InlineData("keep", "edited")]
    [InlineData("restore", "one")]
    public async Task EditedCopyIsReportedAndPutBackIfThatIsWanted(string drift, string then)
    {
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app:{Target}", $"--drift={drift}", "--interval=1s");
        await agent.ReadyAsync();
        await File.WriteAllTextAsync(Target + "/key", "edited");
        await agent.EventAsync("TargetDrifted", entry => (string?)entry["target"] == Target + "/key");
        await Wait.Until(() => File.ReadAllText(Target + "/key") == then, $"the copy is '{then}'");
    }

    [Fact]
    public async Task StatusAndLogShowHashesAndNoContent()
    {
        _volume.Write(("key", "top-secret-value"));
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app:{Target}", "--reload=none");
        await agent.ReadyAsync();
        var status = await agent.StatusAsync();
        Assert.Equal((string?)status["sources"]![0]!["desired"], (string?)status["sources"]![0]!["applied"]);
        Assert.DoesNotContain("top-secret", status.ToJsonString() + string.Join('\n', agent.Program.Output), StringComparison.Ordinal);
        Assert.Equal(1, await agent.MetricAsync("config_sync_watch_mode{mode=\"inotify\"}"));
        Assert.Equal(404, await agent.CodeAsync("/nothing"));
    }
}

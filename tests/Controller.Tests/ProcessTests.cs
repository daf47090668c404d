using System.Diagnostics;
using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Controller.Tests;

/// <summary>The built program, as a process.</summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeApiServer _server = null!;

    public async Task InitializeAsync() => _server = await FakeApiServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task BadOptionsAreReportedAllAtOnceWithExitCodeTwo()
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync-controller"), ["--nudge-rate=0", "--frobnicate"]);

        Assert.Equal(2, await program.ExitCodeAsync());
        Assert.Equal(
            [
                "invalid option: --nudge-rate must be a whole number from 1 to 10000 (was '0')",
                "invalid option: --frobnicate must be an option of this program (was '')",
                "2 invalid options; run with --help for the list",
            ],
            program.Errors);
    }

    [Fact]
    public async Task OutsideOfAClusterItReportsWhatIsMissingWithExitCodeTwo()
    {
        await using var program = RunningProgram.Start(
            Binaries.Find("config-sync-controller"), [], new Dictionary<string, string> { ["KUBERNETES_SERVICE_HOST"] = "", ["KUBERNETES_SERVICE_PORT"] = "" });

        Assert.Equal(2, await program.ExitCodeAsync());
        Assert.Contains("outside of a cluster name a kubeconfig", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpGoesToStandardOutput()
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync-controller"), ["--help"]);

        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Contains(program.Output, line => line.Contains("--nudge-rate", StringComparison.Ordinal));
        Assert.Empty(program.Errors);
    }

    [Fact]
    public async Task LeaderThatIsTerminatedHandsOverInLessThanThreeSecondsAndNoChangeIsLost()
    {
        _server.PutConfigMap("app", "1");
        _server.PutMountingPod("a", "app");
        await Promise.IsKeptAsync(TimeSpan.FromSeconds(3), HandOverAsync);
    }

    [Fact]
    public async Task LogLinesAreJsonAndHoldNothingOfASecret()
    {
        _server.PutSecret("key", "hunter2");
        _server.PutDeployment("web", Objects.Record("rollout", "rollout", Objects.Mounted("key", Contract.ObjectRecord.Secret)));
        await using var program = Start("one", "--secrets", "--rollouts", "--rollout-settle=100ms");
        await program.LineAsync(line => line.Contains("\"event\":\"ContentRecorded\"", StringComparison.Ordinal));
        _server.PutSecret("key", "hunter3");
        await program.LineAsync(line => line.Contains("\"event\":\"OwnerRolled\"", StringComparison.Ordinal));

        program.Signal("TERM");
        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.All(program.Output, line => Assert.NotNull(JsonNode.Parse(line)!["message"]));
        Assert.DoesNotContain(program.Output, line => line.Contains("hunter", StringComparison.Ordinal) || line.Contains("aHVudGVy", StringComparison.Ordinal));
    }

    private async Task<TimeSpan> HandOverAsync()
    {
        await using var first = Start("first");
        await first.LineAsync(line => line.Contains("\"event\":\"LeadershipGained\"", StringComparison.Ordinal));
        await using var second = Start("second");
        await second.LineAsync(line => line.Contains("\"event\":\"Synced\"", StringComparison.Ordinal));

        var before = _server.CallsOf("patch", "pods").Count;
        var stopped = Stopwatch.GetTimestamp();
        first.Signal("TERM");
        _server.PutConfigMap("app", $"after {before} patches");
        await second.LineAsync(line => line.Contains("\"event\":\"LeadershipGained\"", StringComparison.Ordinal));
        var handover = Stopwatch.GetElapsedTime(stopped);

        Assert.Equal(0, await first.ExitCodeAsync());
        await Wait.Until(() => _server.CallsOf("patch", "pods").Count >= before + 2);
        return handover;
    }

    private RunningProgram Start(string identity, params string[] arguments)
    {
        _server.Tokens[identity] = true;
        var config = _folder.Write($"{identity}.yaml", _server.KubeConfig(identity));
        return RunningProgram.Start(Binaries.Find("config-sync-controller"), [$"--kubeconfig={config}", $"--identity={identity}", "--listen=127.0.0.1:0", .. arguments]);
    }
}

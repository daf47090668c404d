using System.Globalization;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.Faults;

public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;

    public FaultTests() => _volume = new KubeletVolume(_folder.PathOf("volume"));

    private string Source => $"--source=app:{_volume.Path}";

    private string Target => _folder.PathOf("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AgentKilledAtAnyMomentOfTwoHundredCopiesLeavesTheOldOrTheNewContent()
    {
        var random = new Random(3);
        var contents = new List<string>();
        Write(0);
        using var done = new CancellationTokenSource();
        var torn = Task.Run(() => WatchForTornContent(done.Token));
        AgentProcess? agent = null;
        for (var number = 1; number <= 200; number++)
        {
            agent ??= await AgentProcess.StartAsync(Source, $"--copy=app:{Target}", $"--state={_folder.PathOf("state")}");
            Write(number);
            if (random.Next(10) == 0)
            {
                // Somewhere between the swap and long after the copy.
                await Task.Delay(TimeSpan.FromMicroseconds(random.Next(3000)), TimeProvider.System);
                agent.Program.Signal("KILL");
                await agent.DisposeAsync();
                agent = null;
            }
        }

        await using var last = agent ?? await AgentProcess.StartAsync(Source, $"--copy=app:{Target}", $"--state={_folder.PathOf("state")}");
        // An agent that was killed before it had done its first copy leaves none.
        await Wait.Until(() => File.Exists(Target + "/key") && File.ReadAllText(Target + "/key") == contents[^1], "the newest content arrived");
        await done.CancelAsync();
        Assert.Equal(0, await torn);
        Assert.Equal(["key"], Directory.GetFiles(Target).Select(Path.GetFileName));

        void Write(int number)
        {
            var content = Whole(number);
            contents.Add(content);
            _volume.Write(("key", content));
        }
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task FullDiskKeepsTheOldContentUntilThereIsRoom()
    {
        using var disk = SmallDisk.Mount(Target, "256k");
        _volume.Write(("key", "small"), ("fixed", "small"));
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app/key:{Target}/key", $"--copy-in-place=app/fixed:{Target}/fixed");
        await agent.ReadyAsync();
        await File.WriteAllBytesAsync(Target + "/ballast", new byte[200 * 1024]);

        var large = new string('x', 100 * 1024);
        _volume.Write(("key", large), ("fixed", large));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains("No space left on device", (string?)failed["error"], StringComparison.Ordinal);
        Assert.Equal("small", await File.ReadAllTextAsync(Target + "/key"));
        Assert.Equal("small", await File.ReadAllTextAsync(Target + "/fixed"));

        File.Delete(Target + "/ballast");
        await agent.InSyncAsync(changes: 1);
        Assert.Equal(large, await File.ReadAllTextAsync(Target + "/key"));
        Assert.Equal(large, await File.ReadAllTextAsync(Target + "/fixed"));
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task ReadOnlyTargetIsReportedAndTriedAgain()
    {
        using var disk = SmallDisk.Mount(Target, "256k");
        _volume.Write(("key", "one"));
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app:{Target}");
        await agent.ReadyAsync();
        disk.Remount("ro");
        _volume.Write(("key", "two"));
        Assert.Contains("Read-only file system", (string?)(await agent.EventAsync("NotApplied"))["error"], StringComparison.Ordinal);
        disk.Remount("rw");
        await agent.InSyncAsync(changes: 1);
        Assert.Equal("two", await File.ReadAllTextAsync(Target + "/key"));
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task ExhaustedInotifyFallsBackToPollingWithAMetricAndOneWarning()
    {
        // A user namespace of its own has limits of its own.
        _volume.Write(("key", "one"));
        await using var program = RunningProgram.Start(
            "unshare",
            ["--user", "--map-root-user", "bash", "-c", "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"", "bash",
            Binaries.Find("config-sync"), Source, $"--copy=app:{Target}", "--listen=off"]);
        var warning = await program.LineAsync(static line => line.Contains("\"Polling\"", StringComparison.Ordinal));
        Assert.Contains("can't create 'inotify instance': Too many open files", warning, StringComparison.Ordinal);
        await Wait.Until(() => File.Exists(Target + "/key"), "the first copy was made");

        _volume.Write(("key", "two"));
        await Wait.Until(() => File.ReadAllText(Target + "/key") == "two", "the change was found by polling");
        Assert.Single(program.Output, static line => line.Contains("\"Polling\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MebibyteOfBinaryIsDelivered(bool inPlace)
    {
        var random = new Random(5);
        var content = new byte[1024 * 1024];
        random.NextBytes(content);
        _volume.Write([("key", content)]);
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy{(inPlace ? "-in-place" : "")}=app/key:{Target}/key");
        await agent.ReadyAsync();
        for (var round = 1; round <= 5; round++)
        {
            random.NextBytes(content);
            _volume.Write([("key", content)]);
            await agent.InSyncAsync(changes: round);
            Assert.Equal(content, await File.ReadAllBytesAsync(Target + "/key"));
        }
    }

    [Fact]
    public async Task InvalidStateIsReportedAndIgnored()
    {
        _volume.Write(("key", "one"));
        Directory.CreateDirectory(_folder.PathOf("state"));
        await File.WriteAllTextAsync(_folder.PathOf("state/state.json"), "{\"version\":1,");
        await using var agent = await AgentProcess.StartAsync(Source, $"--copy=app:{Target}", $"--state={_folder.PathOf("state")}");
        await agent.EventAsync("StateUnusable");
        await agent.ReadyAsync();
        Assert.Equal("one", await File.ReadAllTextAsync(Target + "/key"));
    }

    // A content that shows when it is torn: its number at both ends and in every line.
    private static string Whole(int number) => string.Join('\n', Enumerable.Repeat(number.ToString(CultureInfo.InvariantCulture), 2000 + (number % 7 * 500)));

    private int WatchForTornContent(CancellationToken done)
    {
        var torn = 0;
        while (!done.IsCancellationRequested)
        {
            if (File.Exists(Target + "/key"))
            {
                var lines = File.ReadAllText(Target + "/key").Split('\n');
                var number = int.Parse(lines[0], CultureInfo.InvariantCulture);
                torn += string.Join('\n', lines) == Whole(number) ? 0 : 1;
            }
        }

        return torn;
    }
}

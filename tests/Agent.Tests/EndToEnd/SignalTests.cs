using System.Globalization;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Agent.Tests.EndToEnd;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LinkOrder.AfterRename)]
    [InlineData(LinkOrder.BeforeRename)]
    public async Task ApplicationIsNotifiedOfAChangeAndOfNothingElse(LinkOrder order)
    {
        var volume = Volume(order, ("key", "one"));
        await using var application = await TestApplication.StartAsync(volume.PathOf("key"));
        await using var agent = await StartAsync(volume, application);

        volume.Write(("key", "one"));
        volume.Write([("key", "one"u8.ToArray())], UnixFileMode.UserRead);
        volume.Write(("key", "two"), ("new", "x"));
        await Wait.Until(() => application.ReloadedWith.Count > 0, "the application was notified");
        volume.Write(("key", "three"));
        await Wait.Until(() => application.Has == "three", "the application has the newest content");

        await agent.InSyncAsync(changes: 2);
        Assert.Equal(["two", "three"], application.ReloadedWith);
        Assert.Equal(2, await agent.MetricAsync("config_sync_changes_observed_total{source=\"app\"}"));
        Assert.Equal(2, await agent.MetricAsync("config_sync_reloads_total{result=\"applied\"}"));
    }

    [Theory]
    [InlineData(LinkOrder.AfterRename)]
    [InlineData(LinkOrder.BeforeRename)]
    public async Task ThousandSwapsLeaveTheApplicationWithTheNewestContentAndNoDuplicate(LinkOrder order)
    {
        var volume = Volume(order, ("key", "0"));
        await using var application = await TestApplication.StartAsync(volume.PathOf("key"));
        await using var agent = await StartAsync(volume, application);

        for (var number = 1; number <= 1000; number++)
        {
            volume.Write(("key", number.ToString(CultureInfo.InvariantCulture)));
            if (number % 3 == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }
        }

        await Wait.Until(() => application.Has == "1000", "the application has the newest content");
        await agent.InSyncAsync(changes: 1);
        var changes = await agent.MetricAsync("config_sync_changes_observed_total{source=\"app\"}");
        Assert.Equal(changes, await agent.MetricAsync("config_sync_reloads_total{result=\"applied\"}"));
        Assert.InRange(application.ReloadedWith.Count, 1, (int)changes);
        Assert.Equal(application.ReloadedWith.Order(Comparer<string>.Create(static (a, b) => Number(a).CompareTo(Number(b)))), application.ReloadedWith);
    }

    [Fact]
    public async Task VolumesThatChangeTogetherCauseOneReload()
    {
        var first = Volume(LinkOrder.AfterRename, ("key", "one"));
        var second = new KubeletVolume(_folder.PathOf("second"));
        second.Write(("key", "one"));
        await using var application = await TestApplication.StartAsync(first.PathOf("key"));
        await using var agent = await StartAsync(first, application, $"--source=second:{second.Path}");

        first.Write(("key", "two"));
        second.Write(("key", "two"));
        await agent.EventAsync("ConfigApplied", static entry => (string?)entry["source"] == "second" && (string?)entry["how"] == "reloaded");
        await Wait.Until(() => application.ReloadedWith.Count > 0, "the application was notified");

        Assert.Equal(["two"], application.ReloadedWith);
        // Counted after the event was logged.
        await Wait.Until(async () => await agent.MetricAsync("config_sync_reloads_total{result=\"applied\"}") == 1, "one reload was counted");
    }

    [Fact]
    public async Task EmptiedAndVanishedSourceIsReportedAndCausesNoReload()
    {
        var volume = Volume(LinkOrder.AfterRename, ("key", "one"));
        await using var application = await TestApplication.StartAsync(volume.PathOf("key"));
        // The copy exists already, so that the agent writes nothing that would need a reload.
        Directory.CreateDirectory(_folder.PathOf("copy"));
        await File.WriteAllTextAsync(_folder.PathOf("copy/key"), "one");
        await using var agent = await StartAsync(volume, application, "--interval=1s", $"--copy=app:{_folder.PathOf("copy")}");

        volume.Write();
        await agent.EventAsync("SourceUnavailable", static entry => ((string)entry["error"]!).Contains("no file", StringComparison.Ordinal));
        Directory.Delete(volume.Path, recursive: true);
        await agent.EventAsync("SourceUnavailable", static entry => ((string)entry["error"]!).Contains("does not exist", StringComparison.Ordinal));
        Assert.Equal(0, await agent.MetricAsync("config_sync_source_available{source=\"app\"}"));
        Assert.Equal("one", await File.ReadAllTextAsync(_folder.PathOf("copy/key")));
        Assert.Empty(application.ReloadedWith);

        Volume(LinkOrder.AfterRename, ("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has what came back");
        Assert.Equal(["two"], application.ReloadedWith);
    }

    [Fact]
    public async Task RestartedAgentNeitherRepeatsNorMisses()
    {
        var volume = Volume(LinkOrder.AfterRename, ("key", "one"));
        await using var application = await TestApplication.StartAsync(volume.PathOf("key"));
        await using (await StartAsync(volume, application))
        {
            volume.Write(("key", "two"));
            await Wait.Until(() => application.Has == "two", "the application has the change");
        }

        await using (await StartAsync(volume, application))
        {
            Assert.Equal(["two"], application.ReloadedWith);
        }

        volume.Write(("key", "three"));
        await using var third = await StartAsync(volume, application);
        await Wait.Until(() => application.Has == "three", "the application has what changed while there was no agent");
        Assert.Equal(["two", "three"], application.ReloadedWith);
    }

    [Fact]
    public async Task ApplicationThatRestartedSinceNeedsNoReload()
    {
        var volume = Volume(LinkOrder.AfterRename, ("key", "one"));
        var name = TestApplication.UniqueName();
        await using (var first = await TestApplication.StartAsync(volume.PathOf("key"), name: name))
        await using (await StartAsync(volume, first))
        {
            first.Signal("KILL");
            await Wait.Until(() => first.HasExited, "the application ended");
        }

        volume.Write(("key", "two"));
        await TestApplication.LaterTickAsync();
        await using var second = await TestApplication.StartAsync(volume.PathOf("key"), name: name);
        await using var agent = await StartAsync(volume, second);
        await agent.EventAsync("ConfigApplied", static entry => (string?)entry["how"] == "the application restarted");
        Assert.Empty(second.ReloadedWith);
    }

    [Theory]
    [InlineData(SignalBehaviour.Dies, "it does not catch SIGHUP and would end")]
    [InlineData(SignalBehaviour.Ignores, "it ignores SIGHUP")]
    public async Task SignalThatWouldDoHarmOrHaveNoEffectIsRefused(SignalBehaviour behaviour, string reason)
    {
        var volume = Volume(LinkOrder.AfterRename, ("key", "one"));
        await using var application = await TestApplication.StartAsync(volume.PathOf("key"), behaviour);
        await using var agent = await StartAsync(volume, application);
        volume.Write(("key", "two"));

        var refused = await agent.EventAsync("NotApplied");
        Assert.Equal("refused", (string?)refused["result"]);
        Assert.Contains($"can't signal process {application.Id} ({application.Name}): {reason}", (string?)refused["error"], StringComparison.Ordinal);
        Assert.True(await agent.MetricAsync("config_sync_reloads_total{result=\"refused\"}") >= 1);
        Assert.True(await agent.MetricAsync("config_sync_out_of_date_seconds") > 0);
        Assert.False(application.HasExited);
    }

    [Fact]
    public async Task ApplicationThatCatchesAndExitsGetsNoSecondSignal()
    {
        var volume = Volume(LinkOrder.AfterRename, ("key", "one"));
        var name = TestApplication.UniqueName();
        await using var first = await TestApplication.StartAsync(volume.PathOf("key"), SignalBehaviour.CatchesAndExits, name);
        await using var agent = await StartAsync(volume, first);
        volume.Write(("key", "two"));
        var ended = await agent.EventAsync("EndedBySignal");
        Assert.Equal(first.Id, (int)ended["pid"]!);

        await using var second = await TestApplication.StartAsync(volume.PathOf("key"), SignalBehaviour.CatchesAndExits, name);
        volume.Write(("key", "three"));
        var refused = await agent.EventAsync("NotApplied", static entry => (string?)entry["result"] == "refused");
        Assert.Contains("an earlier SIGHUP from the agent ended it", (string?)refused["error"], StringComparison.Ordinal);
        Assert.False(second.HasExited);
    }

    [Fact]
    public async Task ProcessThatIsNotThereIsLookedForUntilItComes()
    {
        var volume = Volume(LinkOrder.AfterRename, ("key", "one"));
        var name = TestApplication.UniqueName();
        await using var agent = await AgentProcess.StartAsync($"--source=app:{volume.Path}", "--reload=signal", $"--process={name}");
        await agent.ReadyAsync();
        volume.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains($"can't find process '{name}'", (string?)failed["error"], StringComparison.Ordinal);
        Assert.Equal(0, await agent.MetricAsync("config_sync_target_found"));

        await TestApplication.LaterTickAsync();
        await using var application = await TestApplication.StartAsync(volume.PathOf("key"), name: name);
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(application.ReloadedWith);
        Assert.Equal(1, await agent.MetricAsync("config_sync_target_found"));
    }

    private KubeletVolume Volume(LinkOrder order, params (string Key, string Content)[] keys)
    {
        var volume = new KubeletVolume(_folder.PathOf("volume"), order);
        volume.Write(keys);
        return volume;
    }

    private async Task<AgentProcess> StartAsync(KubeletVolume volume, TestApplication application, params string[] more)
    {
        var agent = await AgentProcess.StartAsync(
            [$"--source=app:{volume.Path}", "--reload=signal", $"--process={application.Name}", $"--state={_folder.PathOf("state")}", .. more]);
        await agent.ReadyAsync();
        return agent;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.EndToEnd;

public sealed class PidNamespaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;

    public PidNamespaceTests()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        _volume = new KubeletVolume(_folder.PathOf("volume"));
        _volume.Write(("key", "one"));
    }

    private string Key => _volume.PathOf("key");

    public void Dispose() => _folder.Dispose();

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task MainProcessIsFoundAmongPauseTheAgentAndExecutedOnes()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await pod.StartApplicationAsync(Key, cgroup: container);
        await using var executed = await pod.StartApplicationAsync(Key, cgroup: container);
        await using var agent = await StartAsync(pod, sidecar, user: null);

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the main process has the change");
        Assert.Empty(executed.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task SeveralMainProcessesAreListedAndNoneIsSignaledWhereNothingTellsThemApart()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var one = new TestCgroup();
        using var two = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var first = await pod.StartApplicationAsync(Key, cgroup: one);
        await using var second = await pod.StartApplicationAsync(Key, cgroup: two);
        await using var agent = await StartAsync(pod, sidecar, user: null);

        _volume.Write(("key", "two"));
        var refused = await agent.EventAsync("NotApplied");
        Assert.Equal("refused", (string?)refused["result"]);
        Assert.Contains("can't tell which process is the application", (string?)refused["error"], StringComparison.Ordinal);
        Assert.Contains(first.Name, (string?)refused["error"], StringComparison.Ordinal);
        Assert.Contains(second.Name, (string?)refused["error"], StringComparison.Ordinal);
        Assert.Empty(first.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task NamedProcessIsSignaledWhateverElseRuns()
    {
        await using var pod = await PidNamespace.CreateAsync();
        await using var ignoring = await pod.StartApplicationAsync(Key, SignalBehaviour.Ignores);
        await using var dying = await pod.StartApplicationAsync(Key, SignalBehaviour.Dies, user: 1002);
        await using var application = await pod.StartApplicationAsync(Key);
        await using var agent = await StartAsync(pod, null, user: null, $"--process={application.Name}");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        Assert.False(dying.HasExited);
        Assert.False(ignoring.HasExited);
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task NamedProcessMayBePidOneOutsideOfPods()
    {
        var (pod, application) = await PidNamespace.CreateAsync(Key);
        await using var ended = application;
        await using var agent = await StartAsync(pod, null, user: null, $"--process={application.Name}");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task SameUserIsAllThatSignallingNeeds()
    {
        await using var pod = await PidNamespace.CreateAsync();
        await using var application = await pod.StartApplicationAsync(Key, user: 1000);
        await using var agent = await StartAsync(pod, null, user: 1000, $"--process={application.Name}");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
    }

    [FactIfAvailable(Requirement.Namespaces)]
    public async Task OtherUserIsReportedWithTheRemedy()
    {
        await using var pod = await PidNamespace.CreateAsync();
        await using var application = await pod.StartApplicationAsync(Key, user: 1000);
        await using var agent = await StartAsync(pod, null, user: 1001, $"--process={application.Name}");

        _volume.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Equal("failed", (string?)failed["result"]);
        Assert.Contains("it runs as user 1000, the agent as another without the capability KILL; set run-as-user", (string?)failed["error"], StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task RestartEndsTheMainProcess()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await pod.StartApplicationAsync(Key, SignalBehaviour.Ignores, cgroup: container);
        await using var agent = await AgentProcess.StartAsync(pod, sidecar, null, $"--source=app:{_volume.Path}", "--reload=restart");
        await agent.ReadyAsync();

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.HasExited, "the main process ended");
        await agent.InSyncAsync(changes: 1);
        Assert.Equal(1, agent.Count("Restarting"));
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task ChangeReferencedByEnvRestartsInEveryReloadMode()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        var environment = new KubeletVolume(_folder.PathOf("environment"));
        environment.Write(("KEY", "one"));
        await using var application = await pod.StartApplicationAsync(Key, cgroup: container);
        await using var agent = await StartAsync(pod, sidecar, user: null, $"--source=env:{environment.Path}", "--restart-on=env");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        environment.Write(("KEY", "two"));
        await Wait.Until(() => application.HasExited, "the application was ended");
    }

    private async Task<AgentProcess> StartAsync(PidNamespace pod, TestCgroup? cgroup, int? user, params string[] more)
    {
        var agent = await AgentProcess.StartAsync(pod, cgroup, user, [$"--source=app:{_volume.Path}", "--reload=signal", .. more]);
        await agent.ReadyAsync();
        return agent;
    }
}

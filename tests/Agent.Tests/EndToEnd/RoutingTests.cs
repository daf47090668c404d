using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.EndToEnd;

/// <summary>Which change reloads which container.</summary>
public sealed class RoutingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _config;
    private readonly KubeletVolume _environment;

    public RoutingTests()
    {
        _config = new KubeletVolume(_folder.PathOf("config"));
        _config.Write(("key", "one"));
        _environment = new KubeletVolume(_folder.PathOf("environment"));
        _environment.Write(("key", "one"));
        Directory.CreateDirectory(_folder.PathOf("app"));
        Directory.CreateDirectory(_folder.PathOf("proxy"));
    }

    private string[] Sources => [$"--source=config:{_config.Path}", $"--source=env:{_environment.Path}", "--restart-on=env"];

    public void Dispose() => _folder.Dispose();

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task RestartIsForTheUsersOfItsSourceAndTheOthersAreSignaledInTheSameRound()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var one = new TestCgroup();
        using var two = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await StartAsync(pod, one, "app");
        await using var proxy = await StartAsync(pod, two, "proxy");
        await using var agent = await StartAgentAsync(
            pod, sidecar, [.. Sources, "--uses=app:env", "--uses=app:config", Mounts("app"), "--uses=proxy:config", Mounts("proxy")]);

        _config.Write(("key", "two"));
        _environment.Write(("key", "two"));
        await Wait.Until(() => application.HasExited && proxy.Has == "two", "the application was ended, and the proxy has the change");
        await agent.InSyncAsync(changes: 2);

        Assert.Empty(application.ReloadedWith);
        Assert.Equal(["two"], proxy.ReloadedWith);
        Assert.False(proxy.HasExited);
        Assert.Equal(1, agent.Count("Restarting"));
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task FailureOfOneContainerDoesNotNotifyAnotherAgain()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var one = new TestCgroup();
        using var two = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await StartAsync(pod, one, "app");
        await using var agent = await StartAgentAsync(
            pod, sidecar, [.. Sources, "--uses=app:config", "--uses=app:env", Mounts("app"), "--uses=proxy:config", Mounts("proxy")]);

        _config.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains("can't find a process of container 'proxy'", (string?)failed["error"], StringComparison.Ordinal);
        await Wait.Until(async () => await agent.MetricAsync("config_sync_reloads_total{result=\"failed\"}") >= 3, "it was tried again and again");
        Assert.Equal(["two"], application.ReloadedWith);
        Assert.True(await agent.MetricAsync("config_sync_out_of_date_seconds") > 0);

        await TestApplication.LaterTickAsync();
        await using var proxy = await StartAsync(pod, two, "proxy");
        await agent.InSyncAsync(changes: 1);
        Assert.Equal(["two"], application.ReloadedWith);
        Assert.Empty(proxy.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task ChangeThatOneContainerHasIsNotHeldBackByAnother()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var one = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await StartAsync(pod, one, "app");
        await using var agent = await StartAgentAsync(
            pod, sidecar, [$"--source=config:{_config.Path}", $"--source=second:{_environment.Path}", "--uses=app:config", Mounts("app"), "--uses=proxy:second", Mounts("proxy")]);

        _environment.Write(("key", "two"));
        await agent.EventAsync("NotApplied");
        _config.Write(("key", "two"));
        await agent.EventAsync("ConfigApplied", static entry => (string?)entry["source"] == "config" && (string?)entry["how"] == "reloaded");
        await Wait.Until(() => application.Has == "two", "the application has its change");
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task SourceThatNobodyUsesReloadsNothing()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var one = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await StartAsync(pod, one, "app");
        await using var agent = await StartAgentAsync(pod, sidecar, [.. Sources, "--uses=app:config", Mounts("app")]);

        _environment.Write(("key", "two"));
        await agent.EventAsync("ConfigApplied", static entry => (string?)entry["source"] == "env" && (string?)entry["how"] == "no container uses it");
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(application.ReloadedWith);
        Assert.False(application.HasExited);
    }

    private string Mounts(string container) => $"--mounts={container}:{_folder.PathOf(container)}:{_config.Path}";

    private Task<TestApplication> StartAsync(PidNamespace pod, TestCgroup container, string name) =>
        pod.StartApplicationAsync(_folder.PathOf(name) + "/key", cgroup: container, mounts: [(_config.Path, _folder.PathOf(name))]);

    private static async Task<AgentProcess> StartAgentAsync(PidNamespace pod, TestCgroup sidecar, string[] arguments)
    {
        var agent = await AgentProcess.StartAsync(pod, sidecar, user: null, ["--reload=signal", .. arguments]);
        await agent.ReadyAsync();
        return agent;
    }
}

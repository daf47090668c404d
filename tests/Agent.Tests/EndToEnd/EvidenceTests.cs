using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.EndToEnd;

/// <summary>Which process is which container, and that nobody else is signalled.</summary>
public sealed class EvidenceTests : IDisposable
{
    private const int User = 1000;

    // A program that writes a title over its command line, as redis does.
    private const string Titled = """
        $0 = "$ARGV[0] *:6379"; open(my $c, ">", "/proc/$$/comm"); print $c $ARGV[0]; close($c);
        $SIG{HUP} = sub { open(my $f, "<", $ARGV[1]); my $l = <$f>; print "reloaded $l\n" };
        $| = 1; open(my $f, "<", $ARGV[1]); my $l = <$f>; print "started $l\n";
        while (1) { sleep 1000 }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;
    private readonly KubeletVolume _other;

    public EvidenceTests()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        _volume = new KubeletVolume(_folder.PathOf("volume"));
        _volume.Write(("key", "one"));
        _other = new KubeletVolume(_folder.PathOf("other"));
        _other.Write(("key", "one"));
        Directory.CreateDirectory(Mounted);
        Directory.CreateDirectory(Elsewhere);
    }

    private string Mounted => _folder.PathOf("etc");

    private string Elsewhere => _folder.PathOf("elsewhere");

    private string Key => Mounted + "/key";

    private string Evidence => $"--mounts=app:{Mounted}:{_volume.Path}";

    public void Dispose() => _folder.Dispose();

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task EachOfTwoContainersIsSignaledForItsOwnSourceOnly()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var one = new TestCgroup();
        using var two = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var first = await pod.StartApplicationAsync(Key, cgroup: one, user: User, mounts: [(_volume.Path, Mounted)]);
        await using var second = await pod.StartApplicationAsync(Key, cgroup: two, user: User, mounts: [(_other.Path, Mounted)]);
        await using var agent = await StartAsync(
            pod, sidecar, Evidence, $"--source=second:{_other.Path}", "--uses=second:second", $"--mounts=second:{Mounted}:{_other.Path}");
        Assert.Equal(2, await agent.MetricAsync("config_sync_targets_found"));

        _volume.Write(("key", "two"));
        await Wait.Until(() => first.Has == "two", "the first has its change");
        _other.Write(("key", "three"));
        await Wait.Until(() => second.Has == "three", "the second has its change");

        Assert.Equal(["two"], first.ReloadedWith);
        Assert.Equal(["three"], second.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task StrangerThatSharesTheMountIsLeftAlone()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var stranger = new TestCgroup();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var proxy = await pod.StartApplicationAsync(Elsewhere + "/key", cgroup: stranger, user: User, mounts: [(_volume.Path, Elsewhere)]);
        await using var application = await pod.StartApplicationAsync(Key, cgroup: container, user: User, mounts: [(_volume.Path, Mounted)]);
        await using var agent = await StartAsync(pod, sidecar, Evidence);

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(proxy.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task MarkerTellsContainersApartThatMountTheSame()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var stranger = new TestCgroup();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        var state = Directory.CreateDirectory(_folder.PathOf("state of the Pod/targets/app")).FullName;
        await using var application = await pod.StartApplicationAsync(Key, cgroup: container, user: User, mounts: [(_volume.Path, Mounted), (state, Elsewhere)]);
        await using var twin = await pod.StartApplicationAsync(Key, cgroup: stranger, user: User, mounts: [(_volume.Path, Mounted)]);
        await using var agent = await StartAsync(pod, sidecar, Evidence, $"--mounts=app:{Elsewhere}:{state}");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(twin.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task OfAContainerThatIsBeingReplacedTheNewestIsTaken()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var before = new TestCgroup();
        using var after = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var old = await pod.StartApplicationAsync(Key, cgroup: before, user: User, mounts: [(_volume.Path, Mounted)]);
        await TestApplication.LaterTickAsync();
        await using var application = await pod.StartApplicationAsync(Key, cgroup: after, user: User, mounts: [(_volume.Path, Mounted)]);
        await using var agent = await StartAsync(pod, sidecar, Evidence);

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(old.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task ContainerThatRuncIsStillMakingIsLeftAlone()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var making = await pod.StartApplicationAsync(Key, SignalBehaviour.Reloads, "runc:[2:INIT]", container, user: User, mounts: [(_volume.Path, Mounted)]);
        await using var agent = await StartAsync(pod, sidecar, Evidence);

        _volume.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains("can't find a process of container 'app' among no processes at all", (string?)failed["error"], StringComparison.Ordinal);
        Assert.Empty(making.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task ProcessWhoseMountsCannotBeReadIsKnownByItsCommandLine()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var stranger = new TestCgroup();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await HiddenAsync(pod, container);
        await using var proxy = await HiddenAsync(pod, stranger);
        await using var agent = await StartAsync(pod, sidecar, Evidence, "--runs=app:/bin/bash", $"--runs=app:{application.Name}", "--other=proxy");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(proxy.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task ProcessThatShowsATitleIsKnownByItsName()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var stranger = new TestCgroup();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        var name = TestApplication.UniqueName();
        var program = pod.Start(["perl", "-e", Titled, name, _volume.PathOf("key")], container, User, [(_volume.Path, Mounted)]);
        await using var application = await TestApplication.FromAsync(name, program);
        await pod.HideMountsAsync(application.Id, Hidden());
        await using var shell = await HiddenAsync(pod, stranger);
        await using var agent = await StartAsync(pod, sidecar, Evidence, $"--runs=app:/usr/bin/{name}", "--runs=app:--daemonize", "--other=proxy");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        await agent.InSyncAsync(changes: 1);
        Assert.Empty(shell.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task OnlyProcessThatIsLeftIsTheOnlyContainerThatIsLeft()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await HiddenAsync(pod, container);
        await using var agent = await StartAsync(pod, sidecar, Evidence);

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task NothingIsConcludedWhileAnotherContainerIsMissing()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var process = await HiddenAsync(pod, container);
        await using var agent = await StartAsync(pod, sidecar, Evidence, "--other=proxy", "--runs=proxy:secret-word");

        await RefusesAsync(agent, $"({process.Name}): its mounts can't be read and its command line fits none of the containers, or several; set process");
        Assert.Empty(process.ReloadedWith);
        Assert.DoesNotContain("secret-word", string.Join('\n', agent.Program.Output) + await agent.StatusAsync(), StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task NothingIsConcludedOfTwoProcessesThatNothingIsKnownOf()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var another = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var first = await HiddenAsync(pod, container);
        await using var second = await HiddenAsync(pod, another);
        await using var agent = await StartAsync(pod, sidecar, Evidence);

        var error = await RefusesAsync(agent, "can't tell which process is container 'app': saw ");
        Assert.Contains(first.Name, error, StringComparison.Ordinal);
        Assert.Contains(second.Name, error, StringComparison.Ordinal);
        Assert.Empty(first.ReloadedWith.Concat(second.ReloadedWith));
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task NamedProcessIsTakenAmongThoseThatNothingIsKnownOf()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var container = new TestCgroup();
        using var another = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var application = await HiddenAsync(pod, container);
        await using var unknown = await HiddenAsync(pod, another);
        await using var agent = await StartAsync(pod, sidecar, Evidence, $"--process={application.Name}");

        _volume.Write(("key", "two"));
        await Wait.Until(() => application.Has == "two", "the application has the change");
        Assert.Empty(unknown.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task NameLeadsNobodyIntoAnothersContainer()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var stranger = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var proxy = await pod.StartApplicationAsync(Key, cgroup: stranger, user: User, mounts: [(_other.Path, Mounted)]);
        await using var agent = await StartAsync(pod, sidecar, Evidence, $"--process={proxy.Name}");

        _volume.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains($"can't find process '{proxy.Name}' of container 'app'", (string?)failed["error"], StringComparison.Ordinal);
        Assert.Empty(proxy.ReloadedWith);
    }

    [FactIfAvailable(Requirement.Namespaces, Requirement.Cgroups)]
    public async Task ShellOfADebuggerIsNeverTakenForTheApplication()
    {
        await using var pod = await PidNamespace.CreateAsync();
        using var readable = new TestCgroup();
        using var hidden = new TestCgroup();
        using var sidecar = new TestCgroup();
        await using var first = await pod.StartApplicationAsync(_volume.PathOf("key"), cgroup: readable, user: User);
        var name = TestApplication.UniqueName();
        var terminal = pod.Start(["/bin/bash", .. TestApplication.Arguments(name, _volume.PathOf("key"), SignalBehaviour.Reloads)], hidden, User, terminal: true);
        await using var second = await TestApplication.FromAsync(name, terminal);
        await pod.HideMountsAsync(await ChildOfAsync(terminal.Id), Hidden());
        await using var agent = await StartAsync(pod, sidecar, Evidence);

        var error = await RefusesAsync(agent, "can't tell which process is container 'app': saw ");
        Assert.DoesNotContain(first.Name, error, StringComparison.Ordinal);
        Assert.Contains(second.Name, error, StringComparison.Ordinal);
        Assert.Empty(first.ReloadedWith.Concat(second.ReloadedWith));
    }

    private async Task<string> RefusesAsync(AgentProcess agent, string reason)
    {
        _volume.Write(("key", "two"));
        var refused = await agent.EventAsync("NotApplied");
        Assert.Equal("refused", (string?)refused["result"]);
        Assert.Contains(reason, (string?)refused["error"], StringComparison.Ordinal);
        return (string)refused["error"]!;
    }

    private async Task<TestApplication> HiddenAsync(PidNamespace pod, TestCgroup container)
    {
        var application = await pod.StartApplicationAsync(_volume.PathOf("key"), cgroup: container, user: User);
        await pod.HideMountsAsync(application.Id, Hidden());
        return application;
    }

    private static async Task<int> ChildOfAsync(int process) =>
        int.Parse((await File.ReadAllTextAsync($"/proc/{process}/task/{process}/children")).Trim(), System.Globalization.CultureInfo.InvariantCulture);

    private string Hidden()
    {
        var file = _folder.Write("hidden", "");
        File.SetUnixFileMode(file, UnixFileMode.None);
        return file;
    }

    private async Task<AgentProcess> StartAsync(PidNamespace pod, TestCgroup sidecar, params string[] evidence)
    {
        var agent = await AgentProcess.StartAsync(pod, sidecar, User, [$"--source=app:{_volume.Path}", "--reload=signal", "--uses=app:app", .. evidence]);
        await agent.ReadyAsync();
        return agent;
    }
}

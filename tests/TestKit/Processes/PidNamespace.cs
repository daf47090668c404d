using System.Globalization;

namespace ConfigSync.TestKit.Processes;

/// <summary>A Pod's shared process namespace: its PID 1 is the pause container, and what is started in it has no parent there.</summary>
public sealed class PidNamespace : IAsyncDisposable
{
    private const string Pause = "printf pause > /proc/$$/comm; echo ready; exec 3<> <(:); while :; do read -r -u 3; done";

    private readonly RunningProgram _pause;
    private readonly int _first;

    private PidNamespace(RunningProgram pause, int first)
    {
        _pause = pause;
        _first = first;
    }

    /// <summary>Makes one.</summary>
    public static async Task<PidNamespace> CreateAsync()
    {
        var pause = RunningProgram.Start(
            "unshare", ["--pid", "--fork", "--mount-proc", "--kill-child", "bash", "-c", Pause]);
        await pause.LineAsync(static line => line == "ready");
        var children = await File.ReadAllTextAsync($"/proc/{pause.Id}/task/{pause.Id}/children");
        return new PidNamespace(pause, int.Parse(children.Trim(), CultureInfo.InvariantCulture));
    }

    /// <summary>Starts a program in it, as the kubelet starts a container's main process: from outside.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cgroup">The container it belongs to.</param>
    /// <param name="user">The user it runs as; root when not given.</param>
    public RunningProgram Start(IEnumerable<string> command, TestCgroup? cgroup = null, int? user = null)
    {
        IEnumerable<string> asUser = user is { } id ? ["setpriv", $"--reuid={id}", $"--regid={id}", "--clear-groups"] : [];
        IEnumerable<string> inside = ["nsenter", $"--target={_first}", "--pid", "--mount", .. asUser, .. command];
        return cgroup is null
            ? RunningProgram.Start("nsenter", inside.Skip(1))
            : RunningProgram.Start("/bin/bash", ["-c", "echo 0 > \"$0\"; exec \"$@\"", cgroup.Join, .. inside]);
    }

    /// <summary>Starts an application in it.</summary>
    public async Task<TestApplication> StartApplicationAsync(
        string file, SignalBehaviour behaviour = SignalBehaviour.Reloads, string? name = null, TestCgroup? cgroup = null, int? user = null)
    {
        var called = name ?? TestApplication.UniqueName();
        return await TestApplication.FromAsync(called, Start(["/bin/bash", .. TestApplication.Arguments(called, file, behaviour)], cgroup, user));
    }

    public ValueTask DisposeAsync() => _pause.DisposeAsync();
}

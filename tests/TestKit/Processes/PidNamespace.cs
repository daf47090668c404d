using System.Globalization;

namespace ConfigSync.TestKit.Processes;

/// <summary>A Pod's shared process namespace: its PID 1 is the pause container, and what is started in it has no parent there.</summary>
public sealed class PidNamespace : IAsyncDisposable
{
    private const string Pause = "printf pause > /proc/$$/comm; echo ready; exec 3<> <(:); while :; do read -r -u 3; done";

    private static readonly string[] Unsharing = ["--pid", "--fork", "--mount-proc", "--kill-child"];

    // A container has a mount namespace of its own; nothing that it mounts is seen by others.
    private const string Mounting = "while [ \"$1\" != -- ]; do mount --bind \"$1\" \"$2\" || exit; shift 2; done; shift; exec \"$@\"";

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
        var pause = RunningProgram.Start("unshare", [.. Unsharing, "bash", "-c", Pause]);
        await pause.LineAsync(static line => line == "ready");
        return await OfAsync(pause);
    }

    /// <summary>Makes one whose PID 1 is an application, as outside of Pods. It ends with the application.</summary>
    public static async Task<(PidNamespace Namespace, TestApplication Application)> CreateAsync(string file)
    {
        var name = TestApplication.UniqueName();
        var program = RunningProgram.Start("unshare", [.. Unsharing, "bash", .. TestApplication.Arguments(name, file, SignalBehaviour.Reloads)]);
        var application = await TestApplication.FromAsync(name, program);
        return (await OfAsync(program), application);
    }

    /// <summary>Starts a program in it, as the kubelet starts a container's main process: from outside.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cgroup">The container it belongs to.</param>
    /// <param name="user">The user it runs as; root when not given.</param>
    /// <param name="mounts">What the container has mounted where; the mount points exist.</param>
    /// <param name="terminal">Whether it has a terminal, as <c>kubectl debug -it</c> gives one.</param>
    public RunningProgram Start(
        IEnumerable<string> command, TestCgroup? cgroup = null, int? user = null, IReadOnlyList<(string What, string There)>? mounts = null, bool terminal = false)
    {
        IEnumerable<string> asUser = user is { } id ? ["setpriv", $"--reuid={id}", $"--regid={id}", "--clear-groups"] : [];
        IEnumerable<string> mounting = mounts is null
            ? []
            : ["unshare", "--mount", "/bin/sh", "-c", Mounting, "sh", .. mounts.SelectMany(static mount => new[] { mount.What, mount.There }), "--"];
        string[] inside = ["nsenter", $"--target={_first}", "--pid", "--mount", .. mounting, .. asUser, .. command];
        string[] joined = cgroup is null ? inside : ["/bin/bash", "-c", "echo 0 > \"$0\"; exec \"$@\"", cgroup.Join, .. inside];
        // Without one it must not have that of whoever runs the tests either.
        return terminal
            // By exec: the shell that runs it is whatever the environment says, and not every shell makes way for its last command.
            ? RunningProgram.Start("script", ["--quiet", "--return", "--command", $"exec {string.Join(' ', joined.Select(Quoted))}", "/dev/null"])
            : RunningProgram.Start("setsid", joined);
    }

    /// <summary>Starts an application in it.</summary>
    public async Task<TestApplication> StartApplicationAsync(
        string file,
        SignalBehaviour behaviour = SignalBehaviour.Reloads,
        string? name = null,
        TestCgroup? cgroup = null,
        int? user = null,
        IReadOnlyList<(string What, string There)>? mounts = null)
    {
        var called = name ?? TestApplication.UniqueName();
        return await TestApplication.FromAsync(called, Start(["/bin/bash", .. TestApplication.Arguments(called, file, behaviour)], cgroup, user, mounts));
    }

    /// <summary>Keeps everybody in it but root from reading a process' mounts, as some sandboxes do.</summary>
    /// <param name="program">The id of a program that was started in it.</param>
    /// <param name="hidden">A file that only root can read.</param>
    public async Task HideMountsAsync(int program, string hidden)
    {
        var children = await File.ReadAllTextAsync($"/proc/{program}/task/{program}/children");
        var status = await File.ReadAllLinesAsync($"/proc/{children.Trim()}/status");
        var id = status.First(static line => line.StartsWith("NSpid:", StringComparison.Ordinal)).Split('\t')[^1];
        await using var mount = RunningProgram.Start("nsenter", [$"--target={_first}", "--mount", "mount", "--bind", hidden, $"/proc/{id}/mountinfo"]);
        if (await mount.ExitCodeAsync() != 0)
        {
            throw new InvalidOperationException($"can't hide mounts: {string.Join('\n', mount.Errors)}");
        }
    }

    private static async Task<PidNamespace> OfAsync(RunningProgram program)
    {
        var children = await File.ReadAllTextAsync($"/proc/{program.Id}/task/{program.Id}/children");
        return new PidNamespace(program, int.Parse(children.Trim(), CultureInfo.InvariantCulture));
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    public ValueTask DisposeAsync() => _pause.DisposeAsync();
}

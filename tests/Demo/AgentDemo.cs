using System.Diagnostics;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Demo;

/// <summary>After admission: small applications with the agent beside them, over a volume written as the kubelet writes it.</summary>
internal static class AgentDemo
{
    public static async Task RunAsync()
    {
        Terminal.Title("The agent: how long after a change the application has it");
        Terminal.Say("Each application runs beside a real agent. The configuration is swapped as the kubelet does it; time runs from the rename of ..data.");
        await ShowAsync("signal: SIGHUP, and the application reads its file again", SignalAsync);
        await ShowAsync("http: POST to a reload URL, verified by another that is red twice", HttpAsync);
        await ShowAsync("copy: a plain file, replaced atomically", static folder => CopyAsync(folder, "--copy"));
        await ShowAsync("in place: the same inode, so that a bind mount sees it", static folder => CopyAsync(folder, "--copy-in-place"));
    }

    private static async Task ShowAsync(string title, Func<TemporaryFolder, Task> run)
    {
        Terminal.Heading(title);
        using var folder = new TemporaryFolder();
        await run(folder);
    }

    private static async Task SignalAsync(TemporaryFolder folder)
    {
        var (volume, clock) = Volume(folder);
        await using var application = await TestApplication.StartAsync(volume.PathOf("app.conf"));
        await using var agent = await StartAsync(volume, "--reload=signal", $"--process={application.Name}");
        Change(volume);
        await UntilAsync(() => application.Has == "answer=42");
        Report(clock(), $"process {application.Id} says it has '{application.Has}', reloaded with {string.Join(" and ", application.ReloadedWith)} and of nothing else");
        await LogAsync(agent);
    }

    private static async Task HttpAsync(TemporaryFolder folder)
    {
        var (volume, clock) = Volume(folder);
        await using var server = ScriptedServer.Start();
        await using var agent = await StartAsync(volume, "--reload=http", $"--reload-url={server.Url("/-/reload")}", $"--verify-url={server.Url("/ready")}");
        server.Answer("/ready", 503, 503, 200);
        var before = server.Requests.Count;
        Change(volume);
        await UntilAsync(() => server.Requests.Count > before);
        Report(clock(), $"the application got {server.Requests[before]}");
        await agent.InSyncAsync(changes: 2);
        Report(clock(), $"verified: {string.Join(", ", server.Requests.Skip(before))}");
        await LogAsync(agent);
    }

    private static async Task CopyAsync(TemporaryFolder folder, string flag)
    {
        var (volume, clock) = Volume(folder);
        var target = folder.PathOf("data/app.conf");
        await using var agent = await StartAsync(volume, $"{flag}=app/app.conf:{target}");
        Change(volume);
        await UntilAsync(() => File.ReadAllText(target) == "answer=42\n");
        Report(clock(), $"{target} is '{(await File.ReadAllTextAsync(target)).Trim()}'");
        await LogAsync(agent);
    }

    private static (KubeletVolume Volume, Func<double> Clock) Volume(TemporaryFolder folder)
    {
        var swapped = 0L;
        var volume = new KubeletVolume(folder.PathOf("volume"));
        volume.Write(("app.conf", "answer=41\n"));
        volume.BeforeRename = () => swapped = Stopwatch.GetTimestamp();
        return (volume, () => Stopwatch.GetElapsedTime(swapped).TotalMilliseconds);
    }

    private static async Task<AgentProcess> StartAsync(KubeletVolume volume, params string[] flags)
    {
        var agent = await AgentProcess.StartAsync([$"--source=app:{volume.Path}", .. flags]);
        await agent.ReadyAsync();

        // The ordinary build compiles itself on its first change; ahead-of-time binaries do not, and a Pod's agent is one.
        volume.Write(("app.conf", "answer=0\n"));
        await agent.InSyncAsync(changes: 1);
        Terminal.Say(Terminal.Faint($"    config-sync --source=app:… {string.Join(' ', flags)}"));
        return agent;
    }

    private static void Change(KubeletVolume volume) => volume.Write(("app.conf", "answer=42\n"));

    private static void Report(double milliseconds, string what) => Terminal.Say($"  {Terminal.Strong($"{milliseconds,7:0.0} ms")}  {what}");

    private static async Task LogAsync(AgentProcess agent)
    {
        await agent.InSyncAsync(changes: 2);
        Terminal.Say(Terminal.Faint("    " + agent.Log.Last(static entry => (string?)entry["event"] == "ConfigApplied").ToJsonString()));
    }

    // Closer than the tests look: here the delay is the point.
    private static Task UntilAsync(Func<bool> condition) =>
        Wait.Until(condition, static async () => await Task.Yield(), "the application got the change");
}

using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;

namespace ConfigSync.Container.Tests;

/// <summary>
/// Law: every golden Pod starts from the image that is shipped, a change of what it mounts reaches its applications and each that is to be reloaded is reloaded once, and
/// the agent ends on SIGTERM. The Pods are dealt out to classes, which run side by side: each of them mostly waits for a container.
/// </summary>
public abstract class InjectedPodTests(Images images) : IClassFixture<Images>
{
    /// <summary>How many classes the Pods are dealt out to.</summary>
    private const int Hands = 3;

    /// <summary>Asks a stand-in what it sees; no golden Pod reloads its application by it.</summary>
    private const string Ask = "USR2";

    /// <summary>Every nth of them.</summary>
    private protected static TheoryData<string> Dealt(int hand) => new(GoldenPod.Names.Where((_, index) => index % Hands == hand));

    private protected async Task ChangeReachesAsync(string name)
    {
        var golden = GoldenPod.Read(name);
        await using var pod = await golden.StartAsync(images);
        if (golden.Port is { } port)
        {
            await pod.AnswersAsync("/readyz", port);
        }

        foreach (var target in golden.Targets)
        {
            // What has to be copied first is there before the application is.
            var files = await StandIn.ReportAsync(pod[target].Program, "start");
            Assert.All(golden.PathsOf(target), path => Assert.Contains(files.Keys, file => file == path || file.StartsWith($"{path}/", StringComparison.Ordinal)));
            Assert.All(files.Values, static content => Assert.EndsWith(" version 1", content, StringComparison.Ordinal));
        }

        var changes = golden.Watched is { } watched ? await ChangeAsync(golden, pod, watched) : 0;

        Assert.Equal(0, await pod["config-sync"].TerminateAsync());
        // Counted when nobody is left who could reload it once more. Who does not use what changed was left alone.
        if (SignalOf(golden) is { } signal)
        {
            var signalled = golden.SignalledFor(golden.Watched!);
            Assert.All(golden.Applications, name => Assert.Equal(signalled.Contains(name) ? changes : 0, StandIn.Count(pod[name].Program, signal)));
        }
    }

    private static string? SignalOf(GoldenPod golden) => golden switch
    {
        { CanSignal: false } or { Watched: null } => null,
        { Reload: "signal" } => golden.Signal,
        { Reload: "restart" } => "TERM",
        _ => null,
    };

    private static async Task<int> ChangeAsync(GoldenPod golden, LocalPod pod, ObjectName changed)
    {
        var signal = SignalOf(golden);
        var signalled = golden.SignalledFor(changed);
        // Who was ended is not there for a second one.
        var changes = signal == "TERM" ? 1 : 2;
        for (var change = 1; change <= changes; change++)
        {
            var content = $" version {pod.Change(changed)}";
            foreach (var target in golden.Targets)
            {
                var started = FilesOf(await StandIn.ReportAsync(pod[target].Program, "start"), changed);
                var files = await (signal is not null && signalled.Contains(target)
                    ? StandIn.ReportAsync(pod[target].Program, signal, change)
                    : SeenAsync(pod[target], changed, content));
                Assert.Equal(started.Keys.Order(), FilesOf(files, changed).Keys.Order());
                Assert.All(FilesOf(files, changed).Values, text => Assert.EndsWith(content, text, StringComparison.Ordinal));
            }
        }

        return changes;
    }

    // What it sees in the end, where it is not reloaded.
    private static async Task<IReadOnlyDictionary<string, string>> SeenAsync(RunningContainer application, ObjectName changed, string content)
    {
        IReadOnlyDictionary<string, string> files = new Dictionary<string, string>();
        var asked = StandIn.Count(application.Program, Ask);
        await Wait.Until(async () =>
        {
            application.Signal(Ask);
            files = await StandIn.ReportAsync(application.Program, Ask, ++asked);
            return FilesOf(files, changed).Values.All(text => text.EndsWith(content, StringComparison.Ordinal));
        }, "the application sees the new content");
        return files;
    }

    private static Dictionary<string, string> FilesOf(IReadOnlyDictionary<string, string> files, ObjectName changed) =>
        files.Where(file => PodObjects.IsOf(file.Value, changed)).ToDictionary();
}

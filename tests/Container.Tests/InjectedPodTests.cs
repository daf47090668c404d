using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>
/// Law: every golden Pod starts from the image that is shipped, a change of what it mounts reaches its applications and each that is to be reloaded is reloaded once, and
/// the agent ends on SIGTERM.
/// </summary>
public sealed class InjectedPodTests(Images images) : IClassFixture<Images>
{
    /// <summary>Asks a stand-in what it sees; no golden Pod reloads its application by it.</summary>
    private const string Ask = "USR2";

    public static TheoryData<string> GoldenPods() => new(GoldenPod.Names);

    [TheoryIfAvailable(Requirement.Containers)]
    [MemberData(nameof(GoldenPods))]
    public async Task ChangeReachesItsApplications(string name)
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
        // Counted when nobody is left who could reload it once more.
        if (SignalOf(golden) is { } signal)
        {
            Assert.All(golden.Targets, target => Assert.Equal(changes, StandIn.Count(pod[target].Program, signal)));
        }
    }

    private static string? SignalOf(GoldenPod golden) => golden switch
    {
        { CanSignal: false } => null,
        { Reload: "signal" } => golden.Signal,
        { Reload: "restart" } => "TERM",
        _ => null,
    };

    private static async Task<int> ChangeAsync(GoldenPod golden, LocalPod pod, ObjectName changed)
    {
        var signal = SignalOf(golden);
        // Who was ended is not there for a second one.
        var changes = signal == "TERM" ? 1 : 2;
        for (var change = 1; change <= changes; change++)
        {
            var content = $" version {pod.Change(changed)}";
            foreach (var target in golden.Targets)
            {
                var started = FilesOf(await StandIn.ReportAsync(pod[target].Program, "start"), changed);
                var files = await (signal is null ? SeenAsync(pod[target], changed, content) : StandIn.ReportAsync(pod[target].Program, signal, change));
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

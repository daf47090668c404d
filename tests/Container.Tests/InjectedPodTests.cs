using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>
/// Law: every golden Pod starts from the image that is shipped, a change of what it mounts reaches its applications and each that is to be told is told once, and
/// the agent ends when it is told to.
/// </summary>
public sealed class InjectedPodTests(Images images) : IClassFixture<Images>
{
    /// <summary>Asks a stand-in what it sees; no golden Pod has its application told by it.</summary>
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

        if (golden.Watched is { } watched)
        {
            await ChangeAsync(golden, pod, new ObjectName(watched.Kind, watched.Name));
        }

        Assert.Equal(0, await pod["config-sync"].TerminateAsync());
    }

    private static async Task ChangeAsync(GoldenPod golden, LocalPod pod, ObjectName changed)
    {
        var told = golden switch
        {
            { CanSignal: false } => null,
            { Reload: "signal" } => golden.Signal,
            { Reload: "restart" } => "TERM",
            _ => null,
        };
        var rounds = told == "TERM" ? 1 : 2;
        for (var round = 1; round <= rounds; round++)
        {
            var ending = $" version {pod.Change(changed)}";
            foreach (var target in golden.Targets)
            {
                await (told is null ? SeesAsync(pod[target], changed, ending) : IsToldAsync(pod[target], told, round, changed, ending));
            }
        }

        if (told is not null and not "TERM")
        {
            Assert.All(golden.Targets, target => Assert.Equal(rounds, StandIn.Count(pod[target].Program, told)));
        }
    }

    private static async Task IsToldAsync(RunningContainer application, string signal, int round, ObjectName changed, string ending)
    {
        var files = await StandIn.ReportAsync(application.Program, signal, round);
        Assert.All(files.Values.Where(content => PodObjects.IsOf(content, changed)), content => Assert.EndsWith(ending, content, StringComparison.Ordinal));
    }

    private static async Task SeesAsync(RunningContainer application, ObjectName changed, string ending)
    {
        var asked = StandIn.Count(application.Program, Ask);
        await Wait.Until(async () =>
        {
            application.Signal(Ask);
            var files = await StandIn.ReportAsync(application.Program, Ask, ++asked);
            return files.Values.Where(content => PodObjects.IsOf(content, changed)).All(content => content.EndsWith(ending, StringComparison.Ordinal));
        }, "the application sees the new content");
    }
}

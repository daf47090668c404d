using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>The agent's container in a Pod: what the kernel lets it do, and what its end costs.</summary>
public sealed class AgentContainerTests(Images images) : IClassFixture<Images>
{
    private const long MemoryLimit = 32 << 20;

    [TheoryIfAvailable(Requirement.Containers)]
    [InlineData("directory-mount")]
    [InlineData("sub-directory-of-a-projected-volume")]
    [InlineData("subpath-file-mentioned-in-args")]
    [InlineData("subpath-file-that-nothing-mentions")]
    [InlineData("subpath-file-inside-a-claim")]
    [InlineData("delivery-copy-of-a-sub-directory")]
    public async Task KilledAgentNeitherRepeatsNorMissesAReload(string name)
    {
        var golden = GoldenPod.Read(name);
        var (watched, target) = (golden.Watched!, golden.Targets.Single());
        await using var pod = await golden.StartAsync(images);
        await pod.AnswersAsync("/readyz", golden.Port!.Value);
        pod.Change(watched);
        await StandIn.ReportAsync(pod[target].Program, golden.Signal);

        // Nothing changes while it is away.
        await KillAsync(pod);
        await pod.RestartAsync("config-sync");
        await pod.AnswersAsync("/readyz", golden.Port!.Value);
        Assert.Equal(1, StandIn.Count(pod[target].Program, golden.Signal));

        // Something does.
        await KillAsync(pod);
        var version = pod.Change(watched);
        await pod.RestartAsync("config-sync");
        await SeesAsync(2);

        // The next one is the third: had the first been reloaded again, it would be the fourth.
        version = pod.Change(watched);
        await SeesAsync(3);
        Assert.Equal(0, await pod["config-sync"].TerminateAsync());
        Assert.Equal(3, StandIn.Count(pod[target].Program, golden.Signal));

        async Task SeesAsync(int signals)
        {
            var files = await StandIn.ReportAsync(pod[target].Program, golden.Signal, signals);
            var changed = files.Values.Where(content => PodObjects.IsOf(content, watched)).ToList();
            Assert.NotEmpty(changed);
            Assert.All(changed, content => Assert.EndsWith($" version {version}", content, StringComparison.Ordinal));
        }
    }

    [FactIfAvailable(Requirement.Containers)]
    public async Task ItsRightsAndLimitsAreThoseOfThePod()
    {
        var golden = GoldenPod.Read("directory-mount");
        await using var pod = await golden.StartAsync(images);
        await pod.AnswersAsync("/readyz", golden.Port!.Value);
        var process = await pod["config-sync"].ProcessIdAsync();

        var status = (await File.ReadAllLinesAsync($"/proc/{process}/status")).Select(static line => line.Split(':', 2))
            .ToDictionary(static line => line[0], static line => line[1].Trim());
        Assert.Equal("1000\t1000\t1000\t1000", status["Uid"]);
        Assert.All(["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], set => Assert.Equal("0000000000000000", status[set]));
        Assert.Equal("1", status["NoNewPrivs"]);
        // 2: a filter.
        Assert.Equal("2", status["Seccomp"]);
        Assert.Equal(MemoryLimit, LimitOf(process));
    }

    private static async Task KillAsync(LocalPod pod)
    {
        pod["config-sync"].Signal("KILL");
        await pod["config-sync"].Program.ExitCodeAsync();
    }

    private static long LimitOf(int process)
    {
        foreach (var line in File.ReadAllLines($"/proc/{process}/cgroup"))
        {
            // number:controllers:path, where the second version has the number 0 and names no controllers
            if (line.Split(':') is [_, var controllers, var path])
            {
                var file = controllers == "memory" ? $"/sys/fs/cgroup/memory{path}/memory.limit_in_bytes" : controllers.Length == 0 ? $"/sys/fs/cgroup{path}/memory.max" : "";
                if (File.Exists(file))
                {
                    return long.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        }

        throw new InvalidOperationException($"no limit of memory found for process {process}");
    }
}

using ConfigSync.Controller.Options;

namespace ConfigSync.Controller.Tests.Scenarios;

public sealed class ScaleScenarios : Scenario
{
    private const int ConfigMaps = 500;
    private const int PodsEach = 10;

    [Fact]
    public async Task BurstOfThreeHundredChangesAmongFiveThousandPodsReachesEachPodOfThemTwiceAndNoOther()
    {
        for (var i = 0; i < ConfigMaps; i++)
        {
            Server.PutConfigMap($"c{i}", "1", $"ns{i % 20}");
            for (var pod = 0; pod < PodsEach; pod++)
            {
                Server.PutMountingPod($"p{i}-{pod}", $"c{i}", $"ns{i % 20}");
            }
        }

        var leader = await StartLeaderAsync(new ControllerOptions { NudgeRate = 2000 });
        Assert.Contains("config_sync_controller_pods 5000\n", (await leader.GetAsync("/metrics")).Body, StringComparison.Ordinal);
        Assert.Contains("config_sync_controller_objects 500\n", (await leader.GetAsync("/metrics")).Body, StringComparison.Ordinal);

        for (var i = 0; i < 300; i++)
        {
            Server.PutConfigMap($"c{i}", "2", $"ns{i % 20}");
        }

        await UntilAsync(() => Nudges().Count == 300 * PodsEach * 2);
        await PassAsync(TimeSpan.FromSeconds(5));

        var patches = Nudges().GroupBy(call => call.Name!).ToDictionary(pod => pod.Key, pod => pod.Count());
        Assert.Equal(300 * PodsEach, patches.Count);
        Assert.All(patches, pod => Assert.Equal(2, pod.Value));
        Assert.All(patches.Keys, name => Assert.True(int.Parse(name[1..].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture) < 300));
    }
}

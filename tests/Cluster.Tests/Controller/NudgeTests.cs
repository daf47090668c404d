using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Controller;

public sealed class NudgeTests(ControllerCluster fixture) : ControllerScenario(fixture)
{
    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ChangePatchesJustThePodsThatMountItTwiceEachAndAsksNothingElse()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.PutConfigMapAsync("other", "1");
        await Shop.AddMountingPodAsync("a", "app");
        await Shop.AddMountingPodAsync("b", "app", "other");
        await Shop.AddMountingPodAsync("c", "other");
        await Shop.AddMountingPodAsync("d");
        // With the defaults, for once.
        await StartSettledAsync(3, "--log-format=json");

        var mark = Cluster.Audit.End;
        await Shop.PutConfigMapAsync("app", "2");
        await UntilNudgedAsync(mark, 4);
        await Shop.PutConfigMapAsync("other", "2");
        await UntilNudgedAsync(mark, 8);

        Assert.Equal(["a", "a", "b", "b"], Nudges(mark).Take(4).Select(nudge => nudge.Name).Order());
        Assert.Equal(["b", "b", "c", "c"], Nudges(mark).Skip(4).Select(nudge => nudge.Name).Order());
        Assert.All(Asked(mark), asked => Assert.True(asked is { Resource: "pods" or "leases", Verb: "patch", Status: 200 }, asked.ToString()));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task NudgeChangesOneAnnotationAndNothingElseOfThePod()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("a", "app");
        var before = await Cluster.Admin.GetAsync(Shop.PathOf("pods", "a"));

        await StartSettledAsync(1);
        var after = await Cluster.Admin.GetAsync(Shop.PathOf("pods", "a"));

        var written = after["metadata"]!["managedFields"]!.AsArray().Single(entry => (string?)entry!["manager"] == "config-sync")!;
        Assert.Equal("Update", (string?)written["operation"]);
        Assert.Equal($$$$$"""{"f:metadata":{"f:annotations":{"f:{{{{{InjectedNames.NudgeAnnotationKey}}}}}":{}}}}""", written["fieldsV1"]!.ToJsonString());
        after["metadata"]!["annotations"]!.AsObject().Remove(InjectedNames.NudgeAnnotationKey);
        foreach (var pod in new[] { before, after })
        {
            pod["metadata"]!.AsObject().Remove("managedFields");
            pod["metadata"]!.AsObject().Remove("resourceVersion");
        }

        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PodThatIsDeletedOrReplacedBeforeItsNudgeIsNormal()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("goes", "app");
        await Shop.AddMountingPodAsync("db-0", "app");
        await Shop.AddMountingPodAsync("stays", "app");
        var controller = await StartSettledAsync(3);

        var mark = Cluster.Audit.End;
        controller.Program.Signal("STOP");
        await Shop.PutConfigMapAsync("app", "2");
        await Shop.DeletePodAsync("goes");
        await Shop.DeletePodAsync("db-0");
        await Shop.AddMountingPodAsync("db-0", "unrelated");
        controller.Program.Signal("CONT");
        await Wait.Until(() => Nudges(mark).Count(nudge => nudge.Name == "stays") == 2, "the Pod that stays is nudged twice");

        Assert.All(Nudges(mark).Where(nudge => nudge.Name == "goes"), nudge => Assert.Equal(404, nudge.Status));
        Assert.All(Nudges(mark).Where(nudge => nudge.Name == "db-0"), nudge => Assert.Equal(422, nudge.Status));
        Assert.Null((await Cluster.Admin.GetAsync(Shop.PathOf("pods", "db-0")))["metadata"]!["annotations"]![InjectedNames.NudgeAnnotationKey]);
        Assert.Equal(0, controller.Count("NudgeFailed") + controller.Count("NudgeRefused"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ForbiddenSecretsAreToldAndTheRestGoesOnUntilTheComponentIsInstalled()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.PutSecretAsync("key", "1");
        await Shop.AddPodAsync("a", Shop.Record("signal", Shop.Mounted("app"), Shop.Mounted("key", ObjectRecord.Secret)));
        var controller = await StartSettledAsync(1, ["--secrets", .. Quick]);
        await controller.UntilAsync("WatchForbidden");
        Assert.Equal(200, await controller.ReadinessAsync());

        var mark = Cluster.Audit.End;
        await Shop.PutConfigMapAsync("app", "2");
        await UntilNudgedAsync(mark, 2);
        await GrantAsync("secrets");
        await controller.UntilAsync("WatchRestored");
        await Shop.PutSecretAsync("key", "2");
        await UntilNudgedAsync(mark, 4);

        Assert.Equal(1, controller.Count("WatchForbidden"));
        Assert.DoesNotContain(controller.Program.Output, line => line.Contains("\"event\":\"Crashed\"", StringComparison.Ordinal));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task BurstOfThreeHundredChangesReachesEachOfTwelveHundredPodsTwice()
    {
        const int ConfigMaps = 300, PodsEach = 4;
        await Parallel.ForAsync(0, ConfigMaps, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            await Shop.PutConfigMapAsync($"c{i}", "1");
            for (var pod = 0; pod < PodsEach; pod++)
            {
                await Shop.AddMountingPodAsync($"p{i}-{pod}", $"c{i}");
            }
        });
        var controller = await StartSettledAsync(ConfigMaps * PodsEach, ["--nudge-rate=10000", "--nudge-burst=10000", .. Quick]);
        Assert.Equal(ConfigMaps * PodsEach, await controller.MetricAsync("pods"));

        var mark = Cluster.Audit.End;
        await Parallel.ForAsync(0, ConfigMaps, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await Shop.PutConfigMapAsync($"c{i}", "2"));
        await UntilNudgedAsync(mark, ConfigMaps * PodsEach * 2);

        var nudges = Nudges(mark).GroupBy(nudge => nudge.Name).ToList();
        Assert.Equal(ConfigMaps * PodsEach, nudges.Count);
        Assert.All(nudges, pod => Assert.Equal([200, 200], pod.Select(nudge => nudge.Status)));
    }
}

using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Controller;

public sealed class RolloutTests(ControllerCluster fixture) : ControllerScenario(fixture)
{
    private static readonly string[] WithRollouts = ["--rollouts", .. Quick];
    private static readonly string RollsForApp = Shop.Record("rollout", Shop.Mounted("app"));

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task FirstContentsAreRecordedAndAChangeRollsOnceEvenAfterTheControllerRestarted()
    {
        await GrantAsync("rollouts");
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddDeploymentAsync("web", RollsForApp);
        var mark = Cluster.Audit.End;
        var first = Start("one", null, WithRollouts);
        await first.UntilAsync("ContentRecorded");
        Assert.Matches("^ConfigMap/app=[0-9a-f]{16}$", await Shop.RecordedAsync("deployments", "web"));
        Assert.Null(await Shop.RolledAsync("deployments", "web"));

        await Shop.PutConfigMapAsync("app", "2");
        await first.UntilAsync("OwnerRolled");
        Assert.NotNull(await Shop.RolledAsync("deployments", "web"));
        await Shop.FinishAsync("web");
        Assert.Equal(0, await first.StopAsync());

        var second = Start("two", null, WithRollouts);
        await UntilOutcomeAsync(second, "unchanged");
        Assert.Equal(1, Rollouts(mark, "web"));
        Assert.Equal(0, second.Count("OwnerRolled"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task RolloutIsToldInAnEventOnTheOwner()
    {
        await GrantAsync("rollouts");
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddDeploymentAsync("web", RollsForApp);
        var controller = Start("one", null, WithRollouts);
        await controller.UntilAsync("ContentRecorded");

        await Shop.PutConfigMapAsync("app", "2");
        await Wait.Until(async () => (await Shop.EventsAsync("web")).Count > 0, "there is an Event");

        var written = Assert.Single(await Shop.EventsAsync("web"));
        var owner = await Cluster.Admin.GetAsync(Shop.PathOf("deployments", "web"));
        Assert.Equal((string?)owner["metadata"]!["uid"], (string?)written["involvedObject"]!["uid"]);
        Assert.Equal(
            ("Normal", "ConfigRollout", "ConfigMap/app changed; replacing Pods"), ((string?)written["type"], (string?)written["reason"], (string?)written["message"]));
        Assert.Equal(0, controller.Count("EventNotWritten"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ObjectsThatChangeTogetherCauseOneRollout()
    {
        await GrantAsync("rollouts");
        await GrantAsync("secrets");
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.PutConfigMapAsync("more", "1");
        await Shop.PutSecretAsync("key", "1");
        await Shop.PutConfigMapAsync("marker", "1");
        await Shop.AddDeploymentAsync("web", Shop.Record("rollout", Shop.Mounted("app"), Shop.Mounted("more"), Shop.Mounted("key", ObjectRecord.Secret)));
        await Shop.AddDeploymentAsync("marker", Shop.Record("rollout", Shop.Mounted("marker")));
        var mark = Cluster.Audit.End;
        var controller = Start("one", null, ["--secrets", .. WithRollouts]);
        await controller.UntilAsync("ContentRecorded", times: 2);

        await Shop.PutConfigMapAsync("app", "2");
        await Shop.PutSecretAsync("key", "2");
        await Shop.PutConfigMapAsync("more", "2");
        await controller.UntilAsync("OwnerRolled");
        await Shop.PutConfigMapAsync("marker", "2");
        await controller.UntilAsync("OwnerRolled", times: 2);

        Assert.Equal((1, 1), (Rollouts(mark, "web"), Rollouts(mark, "marker")));
        Assert.DoesNotContain(controller.Program.Output, static line => line.Contains("Mg==", StringComparison.Ordinal));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PausedDeploymentIsReported()
    {
        await GrantAsync("rollouts");
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddDeploymentAsync("web", RollsForApp, paused: true);
        var controller = Start("one", null, WithRollouts);
        await controller.UntilAsync("ContentRecorded");

        await Shop.PutConfigMapAsync("app", "2");
        await UntilOutcomeAsync(controller, "rolled_paused");
        await Wait.Until(async () => (await Shop.EventsAsync("web")).Count > 0, "there is an Event");

        Assert.Equal(("Warning", "ConfigRolloutPaused"), ((string?)(await Shop.EventsAsync("web"))[0]["type"], (string?)(await Shop.EventsAsync("web"))[0]["reason"]));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task StatefulSetsAndDaemonSetsRollAsWell()
    {
        await GrantAsync("rollouts");
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddOwnerWithPodAsync("StatefulSet", "db", RollsForApp, new JsonObject { ["replicas"] = 1, ["serviceName"] = "db" });
        await Shop.AddOwnerWithPodAsync("DaemonSet", "node", RollsForApp, []);
        var controller = Start("one", null, WithRollouts);
        await controller.UntilAsync("ContentRecorded", times: 2);

        await Shop.PutConfigMapAsync("app", "2");
        await controller.UntilAsync("OwnerRolled", times: 2);

        Assert.NotNull(await Shop.RolledAsync("statefulsets", "db"));
        Assert.NotNull(await Shop.RolledAsync("daemonsets", "node"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task WithoutTheComponentThatIsSaidAndNudgesGoOn()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddDeploymentAsync("web", RollsForApp);
        var controller = await StartSettledAsync(1, WithRollouts);

        await controller.UntilAsync("RolloutFailed");
        await UntilOutcomeAsync(controller, "forbidden");
        Assert.Null(await Shop.RecordedAsync("deployments", "web"));
    }

    /// <summary>How often an owner's Pod template was changed. Its generation would not do: it grows with annotations of the owner as well.</summary>
    private int Rollouts(int since, string owner) => Asked(since).Count(asked => asked is { Verb: "patch", Status: 200 } && asked.Name == owner && asked.Body!["spec"] is not null);

    private static Task UntilOutcomeAsync(RunningController controller, string outcome) => Wait.Until(
        async () => await controller.MetricAsync($$"""rollouts_total{result="{{outcome}}"}""") > 0, $"a look at an owner ends as {outcome}");
}

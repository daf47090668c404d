using ConfigSync.Contract;
using ConfigSync.Controller.Options;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Controller.Tests.Scenarios;

public sealed class RolloutScenarios : Scenario
{
    private static readonly ControllerOptions WithRollouts = new() { Rollouts = true };
    private static readonly string Web = Objects.DeploymentPath("web");
    private static readonly string RollsForApp = Objects.Record("rollout", "rollout", Objects.Mounted("app"));

    [Fact]
    public async Task FirstContentsAreRecordedWithoutARollout()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp);

        await StartRecordedAsync();

        Assert.Matches("^ConfigMap/app=[0-9a-f]{16}$", Server.Recorded(Web));
        Assert.Null(Server.TemplateHash(Web));
        Assert.Equal(0, Rollouts("web"));
    }

    [Fact]
    public async Task ChangeRollsTheOwnerOnceAndTellsItInAnEvent()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp);
        await StartRecordedAsync();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Server.TemplateHash(Web) is not null && Server.CallsOf("create", "events").Count == 1);
        await PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, Rollouts("web"));
        var written = Objects.Json(Server.CallsOf("create", "events").Single().Body);
        Assert.Equal(
            ("web", "ConfigRollout", "ConfigMap/app changed; replacing Pods"),
            ((string?)written["involvedObject"]!["name"], (string?)written["reason"], (string?)written["message"]));
    }

    [Fact]
    public async Task ChangeOfMetadataAloneRollsNothing()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp);
        var leader = await StartRecordedAsync();

        Server.Patch("/api/v1/namespaces/shop/configmaps/app", Objects.Json("""{"metadata":{"labels":{"team":"x"}}}"""));

        await UntilOutcomeAsync(leader, "unchanged", 1);
        Assert.Null(Server.TemplateHash(Web));
    }

    [Fact]
    public async Task KeysThatAreNotUsedRollNothing()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", Objects.Record("rollout", "ignore", Objects.Mounted("app", ObjectRecord.ConfigMap, "key")));
        var leader = await StartRecordedAsync();

        Server.Patch("/api/v1/namespaces/shop/configmaps/app", Objects.Json("""{"data":{"another":"x"}}"""));
        await UntilOutcomeAsync(leader, "unchanged", 1);
        Assert.Null(Server.TemplateHash(Web));

        Server.Patch("/api/v1/namespaces/shop/configmaps/app", Objects.Json("""{"data":{"key":"x"}}"""));
        await UntilAsync(() => Server.TemplateHash(Web) is not null);
    }

    [Fact]
    public async Task ObjectsThatChangeTogetherCauseOneRollout()
    {
        Server.PutConfigMap("app", "1");
        Server.PutConfigMap("env", "1");
        Server.PutSecret("key", "1");
        Server.PutDeployment("web",
            Objects.Record("rollout", "rollout", Objects.Mounted("app"), Objects.ReferencedByEnv("env"), Objects.ReferencedByEnv("key", ObjectRecord.Secret)));
        await StartRecordedAsync(WithRollouts with { Secrets = true });

        Server.PutConfigMap("app", "2");
        await PassAsync(TimeSpan.FromSeconds(1));
        Server.PutConfigMap("env", "2");
        await PassAsync(TimeSpan.FromSeconds(1));
        Server.PutSecret("key", "2");
        await UntilAsync(() => Server.TemplateHash(Web) is not null);
        await PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, Rollouts("web"));
    }

    [Fact]
    public async Task RestartedControllerRollsWhatChangedMeanwhileAndNothingTwice()
    {
        Server.PutConfigMap("app", "1");
        Server.PutConfigMap("missed", "1");
        Server.PutDeployment("web", RollsForApp);
        Server.PutDeployment("db", Objects.Record("rollout", "ignore", Objects.Mounted("missed")));
        var first = await StartRecordedAsync(owners: 2);
        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Server.TemplateHash(Web) is not null);
        await first.StopAsync();

        Server.PutConfigMap("missed", "2");
        Time.Advance(TimeSpan.FromHours(1));
        var second = await StartLeaderAsync(WithRollouts with { Identity = "two" });
        await UntilAsync(() => Server.TemplateHash(Objects.DeploymentPath("db")) is not null);
        await UntilOutcomeAsync(second, "unchanged", 1);

        Assert.Equal((1, 1), (Rollouts("web"), Rollouts("db")));
    }

    [Fact]
    public async Task LeaderThatLosesTheLeaseInTheMiddleOfARolloutIsFollowedByOneThatDoesNotRepeatIt()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp);
        var first = await StartRecordedAsync();
        var second = await StartAsync(WithRollouts with { Identity = "two" });

        // The first is cut off after it read and before its patch arrives: the patch does arrive, but late, when the second has rolled already.
        using var cutOff = Server.Break(new FaultRule { Kind = FaultKind.Hang, When = call => call is { Token: "one", Verb: "patch", Resource: "leases" } });
        using var late = Server.Break(new FaultRule { Kind = FaultKind.Hold, When = call => call is { Token: "one", Verb: "patch", Resource: "deployments" } });
        Server.PutConfigMap("app", "2");
        await UntilAsync(() => late.Applied > 0 && !first.Leads);
        await UntilAsync(() => second.Leads && Server.TemplateHash(Web) is not null);
        late.Dispose();
        await UntilAsync(() => Server.CallsOf("patch", "deployments").Any(call => call is { Token: "one", Status: 409 }));

        Assert.Equal(1, Rollouts("web"));
        Assert.Equal("two", Server.CallsOf("patch", "deployments").Single(call => call.Status == 200 && call.Body.Contains("\"spec\"", StringComparison.Ordinal)).Token);
    }

    [Fact]
    public async Task OwnerThatChangedInTheSameMomentIsReadAgain()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp);
        var leader = await StartRecordedAsync();
        using var race = Server.Break(new FaultRule
        {
            Kind = FaultKind.Refuse, Status = 409, Reason = "Conflict", Times = 1, When = call => call is { Verb: "patch", Resource: "deployments" },
        });

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Server.TemplateHash(Web) is not null);

        await UntilOutcomeAsync(leader, "conflict", 1);
        Assert.Equal(1, Rollouts("web"));
    }

    [Theory]
    [InlineData("""{"paused":true}""", "rolled_paused", "ConfigRolloutPaused")]
    [InlineData("""{"updateStrategy":{"type":"OnDelete"}}""", "rolled_on_delete", "ConfigRolloutOnDelete")]
    public async Task OwnerThatDoesNotRollByItselfIsReported(string spec, string outcome, string reason)
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp, spec);
        var leader = await StartRecordedAsync();

        Server.PutConfigMap("app", "2");
        await UntilOutcomeAsync(leader, outcome, 1);

        Assert.NotNull(Server.TemplateHash(Web));
        Assert.Contains(Server.CallsOf("create", "events"), call => call.Body.Contains($"\"{reason}\"", StringComparison.Ordinal));
        Assert.Contains("rollouts_active 0\n", (await leader.GetAsync("/metrics")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReplicaSet", "alone", "no_owner")]
    [InlineData("ReplicaSet", "missing", "owner_gone")]
    [InlineData("Job", "import", "unsupported_owner")]
    public async Task PodsThatNobodyReplacesAreReported(string kind, string name, string outcome)
    {
        Server.PutConfigMap("app", "1");
        Server.Put("/apis/apps/v1/namespaces/shop/replicasets/alone", []);
        Server.PutPod("p", RollsForApp, (kind, name));

        var leader = await StartLeaderAsync(WithRollouts);

        await UntilOutcomeAsync(leader, outcome, 1);
    }

    [Theory]
    [InlineData("statefulsets", "StatefulSet", """{"replicas":1,"updatedReplicas":1,"readyReplicas":1}""")]
    [InlineData("daemonsets", "DaemonSet", """{"desiredNumberScheduled":1,"updatedNumberScheduled":1,"numberAvailable":1}""")]
    public async Task OtherOwnersRollAsWell(string resource, string kind, string status)
    {
        var path = $"/apis/apps/v1/namespaces/shop/{resource}/db";
        Server.PutConfigMap("app", "1");
        Server.Put(path, Objects.Json($$"""{"metadata":{"generation":1},"spec":{"template":{"metadata":{} } },"status":{{status}} }"""));
        Server.PutPod("db-0", RollsForApp, (kind, "db"));
        await StartLeaderAsync(WithRollouts);
        await UntilAsync(() => Server.Recorded(path) is not null);

        Server.PutConfigMap("app", "2");

        await UntilAsync(() => Server.TemplateHash(path) is not null);
    }

    [Fact]
    public async Task NoMoreOwnersRollAtOnceThanAllowedAndTheRestFollow()
    {
        Server.PutConfigMap("app", "1");
        var names = Enumerable.Range(0, 8).Select(i => $"d{i}").ToList();
        names.ForEach(name => Server.PutDeployment(name, RollsForApp));
        await StartRecordedAsync(WithRollouts with { RolloutLimit = 3 }, owners: 8);

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Rolled() == 3);
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(3, Rolled());

        Server.FinishRollout(names.First(name => Server.TemplateHash(Objects.DeploymentPath(name)) is not null));
        await UntilAsync(() => Rolled() == 4);
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(4, Rolled());

        await Wait.Until(() => Rolled() == 8, FinishAllAsync);
        Assert.All(names, name => Assert.Equal(1, Rollouts(name)));

        int Rolled() => names.Count(name => Server.TemplateHash(Objects.DeploymentPath(name)) is not null);

        Task FinishAllAsync()
        {
            names.ForEach(name => Server.FinishRollout(name));
            return Clock.StepAsync(Step);
        }
    }

    [Fact]
    public async Task NextLeaderCountsWhatTheLastOneLeftRolling()
    {
        Server.PutConfigMap("app", "1");
        Server.PutConfigMap("other", "1");
        Server.PutDeployment("web", RollsForApp);
        Server.PutDeployment("other", Objects.Record("rollout", "ignore", Objects.Mounted("other")));
        var one = WithRollouts with { RolloutLimit = 1 };
        var first = await StartRecordedAsync(one, owners: 2);
        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Server.TemplateHash(Web) is not null);
        await first.StopAsync();

        Server.PutConfigMap("other", "2");
        var second = await StartLeaderAsync(one with { Identity = "two" });
        await UntilOutcomeAsync(second, "queued", 1);
        Assert.Null(Server.TemplateHash(Objects.DeploymentPath("other")));

        Server.FinishRollout("web");
        await UntilAsync(() => Server.TemplateHash(Objects.DeploymentPath("other")) is not null);
    }

    [Fact]
    public async Task OwnerThatNeverFinishesDoesNotKeepOthersWaitingForever()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("stuck", RollsForApp);
        Server.PutDeployment("next", RollsForApp);
        var leader = await StartRecordedAsync(WithRollouts with { RolloutLimit = 1, RolloutTimeout = TimeSpan.FromSeconds(20) }, owners: 2);

        Server.PutConfigMap("app", "2");
        await UntilOutcomeAsync(leader, "stalled", 1);

        await UntilAsync(() => Server.TemplateHash(Objects.DeploymentPath("stuck")) is not null && Server.TemplateHash(Objects.DeploymentPath("next")) is not null);
    }

    [Fact]
    public async Task VanishedObjectRollsNothingAndComesBackWithoutARollout()
    {
        Server.PutConfigMap("app", "1");
        Server.PutConfigMap("other", "1");
        Server.PutDeployment("web", Objects.Record("rollout", "ignore", Objects.Mounted("app"), Objects.Mounted("other")));
        var leader = await StartRecordedAsync();

        Server.Delete("/api/v1/namespaces/shop/configmaps/app");
        Server.PutConfigMap("other", "1 again");
        await UntilAsync(() => Server.TemplateHash(Web) is not null);
        Assert.Equal(1, leader.Log.Count("ContentVanished"));
        Server.PutConfigMap("app", "1");
        await UntilOutcomeAsync(leader, "unchanged", 1);

        Assert.Equal(1, Rollouts("web"));
    }

    [Fact]
    public async Task SecretsThatMayNotBeReadAreToldAndTheRestRolls()
    {
        Server.PutConfigMap("app", "1");
        Server.PutSecret("key", "1");
        Server.PutDeployment("web", Objects.Record("rollout", "rollout", Objects.Mounted("app"), Objects.ReferencedByEnv("key", ObjectRecord.Secret)));
        using var forbidden = Server.Forbid("get", "secrets");
        var leader = await StartRecordedAsync();
        Assert.True(leader.Log.Count("ContentForbidden") > 0);

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Server.TemplateHash(Web) is not null);

        Assert.Matches("^ConfigMap/app=[0-9a-f]{16}$", Server.Recorded(Web));
    }

    [Fact]
    public async Task WithoutTheComponentNoOwnerIsEvenRead()
    {
        Server.PutConfigMap("app", "1");
        Server.PutDeployment("web", RollsForApp);
        await StartLeaderAsync(new ControllerOptions());

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count == 2);
        await PassAsync(TimeSpan.FromSeconds(10));

        Assert.DoesNotContain(Server.Calls, call => call.Path.Group == "apps");
    }

    private async Task<Replica> StartRecordedAsync(ControllerOptions? options = null, int owners = 1)
    {
        var leader = await StartLeaderAsync(options ?? WithRollouts);
        await UntilAsync(() => leader.Log.Count("ContentRecorded") == owners);
        return leader;
    }

    private async Task UntilOutcomeAsync(Replica replica, string outcome, int times)
    {
        var line = $"rollouts_total{{result=\"{outcome}\"}} ";
        var seen = 0;
        while (seen < times)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
            var body = (await replica.GetAsync("/metrics")).Body;
            seen = int.Parse(body[(body.IndexOf(line, StringComparison.Ordinal) + line.Length)..].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(Time.GetUtcNow() - Start < TimeSpan.FromHours(3), $"no rollout ended as {outcome}:\n{replica.Log.All}");
        }
    }

    /// <summary>How often the Pod template was changed. The generation would not do: it grows with annotations of the Deployment as well.</summary>
    private int Rollouts(string name) =>
        Server.CallsOf("patch", "deployments").Count(call => call.Name == name && call.Status == 200 && call.Body.Contains("\"spec\"", StringComparison.Ordinal));
}

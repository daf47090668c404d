using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Controller.Options;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Controller.Tests.Scenarios;

public sealed class NudgeScenarios : Scenario
{
    [Fact]
    public async Task ChangePatchesJustThePodsThatMountItTwiceEachAndAsksNothingElse()
    {
        Server.PutConfigMap("app", "1");
        Server.PutConfigMap("other", "1");
        Server.PutMountingPod("a", "app");
        Server.PutMountingPod("b", "app");
        Server.PutMountingPod("c", "other");
        await StartLeaderAsync();
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count == 4);
        await PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["a", "a", "b", "b"], Nudges().Select(call => call.Name).Order());
        Assert.DoesNotContain(Server.Calls, call => call.Resource is not ("leases" or "pods"));
        Assert.All(Nudges(), call => Assert.Equal(200, call.Status));
    }

    [Fact]
    public async Task PatchHoldsNothingButAGrowingSequenceForThatVeryPod()
    {
        Server.PutConfigMap("app", "1");
        Server.PutMountingPod("a", "app");
        await StartLeaderAsync();
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count == 2);

        var uid = (string?)Server.Get(Objects.PodPath("a"))!["metadata"]!["uid"];
        var sequences = Nudges().Select(SequenceOf).ToList();
        Assert.True(sequences[1] > sequences[0]);
        Assert.Equal($$$$"""{"metadata":{"uid":"{{{{uid}}}}","annotations":{"config-sync.dev/nudge":"{{{{sequences[0]}}}}"}}}""", Nudges()[0].Body);
    }

    [Fact]
    public async Task ChangeWithinTheIntervalIsServedAfterItAndRepeated()
    {
        Server.PutConfigMap("app", "1");
        Server.PutMountingPod("a", "app");
        await StartLeaderAsync();
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count == 1);
        Server.PutConfigMap("app", "3");
        Server.PutConfigMap("app", "4");
        await UntilAsync(() => Nudges().Count == 3);
        await PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(3, Nudges().Count);
    }

    [Fact]
    public async Task ObjectReferencedByEnvNudgesOnlyWhenTheAgentMountsItToRestart()
    {
        Server.PutConfigMap("env", "1");
        Server.PutConfigMap("marker", "1");
        Server.PutPod("restarts", Objects.Record("signal", "restart", Objects.ReferencedByEnv("env")));
        Server.PutPod("ignores", Objects.Record("signal", "ignore", Objects.ReferencedByEnv("env"), Objects.Mounted("marker")));
        await StartLeaderAsync();
        Settle();

        Server.PutConfigMap("env", "2");
        await UntilAsync(() => Nudges().Count == 2);
        Server.PutConfigMap("marker", "2");
        await UntilAsync(() => Nudges().Count == 4);

        Assert.Equal(["restarts", "restarts", "ignores", "ignores"], Nudges().Select(call => call.Name));
    }

    [Fact]
    public async Task TerminatingAndFinishedPodsAreLeftAlone()
    {
        Server.PutConfigMap("app", "1");
        foreach (var name in new[] { "runs", "terminates", "ended" })
        {
            Server.PutMountingPod(name, "app");
        }

        await StartLeaderAsync();
        Server.Patch(Objects.PodPath("terminates"), Objects.Json("""{"metadata":{"deletionTimestamp":"2026-01-02T03:04:05Z"}}"""));
        Server.Patch(Objects.PodPath("ended"), Objects.Json("""{"status":{"phase":"Succeeded"}}"""));
        Server.PutConfigMap("marker", "1");
        Server.PutMountingPod("marker", "marker");
        await UntilAsync(() => Nudges().Count == 2);
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count == 2);

        Assert.All(Nudges(), call => Assert.Equal("runs", call.Name));
    }

    [Fact]
    public async Task PodThatIsDeletedBetweenEventAndPatchIsNormal()
    {
        Server.PutConfigMap("app", "1");
        Server.PutMountingPod("goes", "app");
        Server.PutMountingPod("stays", "app");
        var leader = await StartLeaderAsync();
        using var late = Server.Break(new FaultRule { Kind = FaultKind.Refuse, Status = 404, Reason = "NotFound", When = call => call.Verb == "patch" && call.Name == "goes" });
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count(call => call.Name == "stays") == 2);

        Assert.Single(Nudges(), call => call.Name == "goes");
        Assert.Contains("nudges_total{result=\"gone\"} 1\n", (await leader.GetAsync("/metrics")).Body, StringComparison.Ordinal);
        Assert.Equal(0, leader.Log.Count("NudgeFailed") + leader.Log.Count("NudgeRefused"));
    }

    [Fact]
    public async Task AnotherPodOfTheSameNameIsNotTakenForTheOneThatWasKnown()
    {
        Server.PutConfigMap("app", "1");
        Server.PutMountingPod("db-0", "app");
        await StartLeaderAsync();

        Server.Delete(Objects.PodPath("db-0"));
        Server.PutPod("db-0", Objects.Record("signal", "ignore", Objects.Mounted("marker")));
        Server.PutConfigMap("marker", "1");
        await UntilAsync(() => Nudges().Count == 2);
        Settle();
        Server.PutConfigMap("app", "2");
        Server.PutConfigMap("marker", "2");
        await UntilAsync(() => Nudges().Count == 2);
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(2, Nudges().Count);
    }

    [Fact]
    public async Task RetryAfterIsRespectedAndNoPodIsForgotten()
    {
        Server.PutConfigMap("app", "1");
        for (var i = 0; i < 30; i++)
        {
            Server.PutMountingPod($"p{i}", "app");
        }

        await StartLeaderAsync();
        using (var busy = Server.Break(new FaultRule
        {
            Kind = FaultKind.Refuse, Status = 429, Reason = "TooManyRequests", RetryAfterSeconds = 5, When = call => call is { Verb: "patch", Resource: "pods" },
        }))
        {
            Settle();
            Server.PutConfigMap("app", "2");
            await UntilAsync(() => busy.Applied > 0);
            await PassAsync(TimeSpan.FromSeconds(2));
            var onTheWay = busy.Applied;
            await PassAsync(TimeSpan.FromSeconds(2));
            Assert.InRange(onTheWay, 1, 16);
            Assert.Equal(onTheWay, busy.Applied);
        }

        await UntilAsync(() => Nudges().Count(call => call.Status == 200) == 60);
        Assert.All(Nudges().Where(call => call.Status == 200).GroupBy(call => call.Name), pod => Assert.Equal(2, pod.Count()));
    }

    [Fact]
    public async Task PartitionOfMinutesLosesNoChange()
    {
        Server.PutConfigMap("app", "1");
        Server.PutConfigMap("gone-and-back", "1");
        Server.PutMountingPod("a", "app");
        Server.PutMountingPod("b", "gone-and-back");
        var leader = await StartLeaderAsync();

        using (Server.Break(new FaultRule { Kind = FaultKind.Hang }))
        {
            Server.CutWatches();
            Server.PutConfigMap("app", "2");
            Server.Delete("/api/v1/namespaces/shop/configmaps/gone-and-back");
            Server.PutConfigMap("gone-and-back", "1");
            await Clock.UntilAsync(TimeSpan.FromSeconds(1), () => !leader.Leads);
            var start = Time.GetUtcNow();
            await Clock.UntilAsync(TimeSpan.FromSeconds(1), () => Time.GetUtcNow() - start > TimeSpan.FromMinutes(3));
            Server.Compact();
            Settle();
        }

        await UntilAsync(() => Nudges().Count == 4);
        Assert.Equal(["a", "a", "b", "b"], Nudges().Select(call => call.Name).Order());
    }

    [Fact]
    public async Task ChangeWhileNoControllerRanIsServedWhenOneStarts()
    {
        Server.PutConfigMap("old", "1");
        Server.PutMountingPod("old", "old");
        Time.Advance(TimeSpan.FromMinutes(10));
        Server.PutConfigMap("young", "1");
        Server.PutMountingPod("young", "young");
        Time.Advance(TimeSpan.FromSeconds(20));

        await StartAsync();
        await UntilAsync(() => Nudges().Count == 2);
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.All(Nudges(), call => Assert.Equal("young", call.Name));
        Assert.Equal(2, Nudges().Count);
    }

    [Fact]
    public async Task NextLeaderNudgesOnlyWhatTheLastOneDidNot()
    {
        Server.PutConfigMap("served", "1");
        Server.PutConfigMap("missed", "1");
        Server.PutMountingPod("served", "served");
        Server.PutMountingPod("missed", "missed");
        var first = await StartLeaderAsync();
        var second = await StartAsync(new ControllerOptions { Identity = "two" });
        await UntilAsync(() => second.Log.Count("Synced") == 1 && Server.WatchCount("pods") == 2 && Server.WatchCount("configmaps") == 2);
        Server.PutConfigMap("served", "2");
        await UntilAsync(() => Nudges().Count == 2);

        await first.StopAsync();
        Settle();
        Server.PutConfigMap("missed", "2");
        await UntilAsync(() => Nudges().Count == 2);
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.All(Nudges(), call => Assert.Equal(("missed", "two"), (call.Name, call.Token)));
        Assert.Equal(2, Nudges().Count);
    }

    [Fact]
    public async Task PodThatIsSeenAfterTheChangeThatItMissedIsNudged()
    {
        Server.PutConfigMap("app", "1");
        await StartLeaderAsync();
        Settle();

        Server.PutConfigMap("app", "2");
        Server.PutMountingPod("late", "app");

        await UntilAsync(() => Nudges().Count == 2);
    }

    [Fact]
    public async Task ForbiddenSecretsAreReportedAndTheRestGoesOn()
    {
        Server.PutConfigMap("app", "1");
        Server.PutSecret("key", "1");
        Server.PutPod("a", Objects.Record("signal", "ignore", Objects.Mounted("app"), Objects.Mounted("key", ObjectRecord.Secret)));
        using var forbidden = Server.Forbid("list", "secrets");
        var leader = await StartLeaderAsync(new ControllerOptions { Secrets = true });
        Assert.Equal(200, (await leader.GetAsync("/readyz")).Status);
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count == 2);
        Assert.Equal(1, leader.Log.Count("WatchForbidden"));

        forbidden.Dispose();
        await Clock.UntilAsync(TimeSpan.FromSeconds(1), () => Server.WatchCount("secrets") == 1);
        Settle();
        Server.PutSecret("key", "2");
        await UntilAsync(() => Nudges().Count == 2);
        Assert.DoesNotContain(Server.Calls, call => call.Resource == "secrets" && !call.Accept.Contains("PartialObjectMetadata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutPermissionToPatchPodsTheControllerReportsItAndRunsOn()
    {
        Server.PutConfigMap("app", "1");
        Server.PutMountingPod("a", "app");
        var leader = await StartLeaderAsync();
        using var forbidden = Server.Forbid("patch", "pods");
        Settle();

        Server.PutConfigMap("app", "2");
        await UntilAsync(() => leader.Log.Count("NudgeRefused") == 1);

        Assert.Contains("nudges_total{result=\"forbidden\"} 1\n", (await leader.GetAsync("/metrics")).Body, StringComparison.Ordinal);
        Assert.True(leader.Leads);
    }

    private static long SequenceOf(ApiCall call) =>
        long.Parse((string)Objects.Json(call.Body)["metadata"]!["annotations"]![InjectedNames.NudgeAnnotationKey]!, CultureInfo.InvariantCulture);

    /// <summary>Forgets the requests so far.</summary>
    private void Settle()
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Server.Calls.Clear();
    }
}

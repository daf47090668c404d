using System.Diagnostics;
using System.Text.Json;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>Whatever goes away and comes back: no change is lost.</summary>
[Collection(ControllerDuringOutages.Name)]
public sealed class AvailabilityTests(ControllerCluster fixture) : ControllerScenario(fixture)
{
    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ChangeRightAfterTheApiServerRestartedArrives()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("a", "app");
        var controller = await StartSettledAsync(1);

        await Cluster.RestartServerAsync();
        var mark = Cluster.Audit.End;
        await Shop.PutConfigMapAsync("app", "2");
        await UntilNudgedAsync(mark, 2);

        Assert.Equal(0, controller.Count("LeadershipEnded"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ChangeBeforeTheHistoryWasForgottenArrives()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("a", "app");
        var controller = await StartSettledAsync(1);

        var mark = Cluster.Audit.End;
        controller.Program.Signal("STOP");
        await Shop.PutConfigMapAsync("app", "2");
        // A server that runs on would still have the latest changes in memory.
        await Cluster.RestartServerAsync();
        await Cluster.CompactAsync();
        controller.Program.Signal("CONT");
        await UntilNudgedAsync(mark, 2);

        Assert.True(await controller.MetricAsync("""watch_restarts_total{resource="configmaps",reason="expired"}""") > 0);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ApiServerThatFallsSilentCostsLeadershipUntilItIsBack()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("a", "app");
        var controller = await StartSettledAsync(1);

        using (Cluster.PauseServer())
        {
            await controller.UntilAsync("LeadershipEnded");
        }

        await controller.UntilAsync("LeadershipGained", times: 2);
        var mark = Cluster.Audit.End;
        await Shop.PutConfigMapAsync("app", "2");
        await UntilNudgedAsync(mark, 2);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task LeaderThatIsCutOffStopsBeforeTheOtherTakesOverAndLosesNoChange()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("a", "app");
        var link = NewLink();
        var mark = Cluster.Audit.End;
        var one = Start("one", link, Quick);
        await UntilNudgedAsync(mark, 2);
        var two = Start("two", null, Quick);
        await two.UntilAsync("Synced");

        link.Cut();
        mark = Cluster.Audit.End;
        await Shop.PutConfigMapAsync("app", "2");
        await two.UntilAsync("LeadershipGained");
        await UntilNudgedAsync(mark, 2);
        Assert.True(TimeOf(one, "LeadershipEnded") < TimeOf(two, "LeadershipGained"));

        // What it sent into the void arrives now, and then it asks who leads.
        var restored = Cluster.Audit.End;
        link.Restore();
        await Wait.Until(() => Asked(restored).Any(static asked => asked is { Verb: "get", Resource: "leases" }), "the one that was cut off asks for the Lease");
        await Shop.PutConfigMapAsync("app", "3");
        await UntilNudgedAsync(mark, 4);
        Assert.Equal((1, 0), (one.Count("LeadershipGained"), two.Count("LeadershipEnded")));
        Assert.Equal(4, Nudges(mark).Count);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task LeaderThatIsToldToEndHandsOverInLessThanThreeSecondsAndNoChangeIsLost()
    {
        await Shop.PutConfigMapAsync("app", "1");
        await Shop.AddMountingPodAsync("a", "app");
        var one = await StartSettledAsync(1);
        var two = Start("two", null, Quick);
        await two.UntilAsync("Synced");

        var mark = Cluster.Audit.End;
        var stopped = Stopwatch.GetTimestamp();
        one.Program.Signal("TERM");
        await Shop.PutConfigMapAsync("app", "2");
        await two.UntilAsync("LeadershipGained");
        var handover = Stopwatch.GetElapsedTime(stopped);
        await UntilNudgedAsync(mark, 2);

        Assert.InRange(handover, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(0, await one.Program.ExitCodeAsync());
        var lease = await Cluster.Admin.GetAsync(LeasePath);
        Assert.Equal(("two", 15), ((string?)lease["spec"]!["holderIdentity"], (int?)lease["spec"]!["leaseDurationSeconds"]));
    }

    private static DateTimeOffset TimeOf(RunningController controller, string name) => controller.Program.Output
        .Select(static line => JsonDocument.Parse(line).RootElement)
        .First(line => line.GetProperty("event").GetString() == name)
        .GetProperty("time").GetDateTimeOffset();
}

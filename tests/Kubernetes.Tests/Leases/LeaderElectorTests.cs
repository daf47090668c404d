using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Kubernetes.Tests.Leases;

public sealed class LeaderElectorTests : IAsyncLifetime
{
    private const string LeasePath = "/apis/coordination.k8s.io/v1/namespaces/config-sync/leases/config-sync-controller";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task FirstCandidateLeadsAndTheSecondWaits()
    {
        await using var first = new Candidate(_cluster, "first");
        await Wait.Until(() => first.Leads);
        await using var second = new Candidate(_cluster, "second");

        await _cluster.Clock.UntilAsync(Step, () => _cluster.Server.CallsOf("get", "leases").Count(call => call.Status == 200) > 5);

        Assert.True(first.Leads);
        Assert.False(second.Leads);
        Assert.Equal("first", Holder());
    }

    [Fact]
    public async Task StoppedLeaderHandsOverInLessThanThreeSeconds()
    {
        await using var first = new Candidate(_cluster, "first");
        await Wait.Until(() => first.Leads);
        await using var second = new Candidate(_cluster, "second");
        await Wait.Until(() => _cluster.Server.CallsOf("get", "leases").Count == 2);

        await first.StopAsync();
        var stopped = _cluster.Time.GetUtcNow();
        Assert.Equal("", Holder());
        await _cluster.Clock.UntilAsync(Step, () => second.Leads);

        Assert.True(_cluster.Time.GetUtcNow() - stopped < TimeSpan.FromSeconds(3));
        Assert.Equal(1, (int?)_cluster.Server.Get(LeasePath)!["spec"]!["leaseTransitions"]);
    }

    [Fact]
    public async Task LeaderThatIsCutOffStopsBeforeAnotherStarts()
    {
        var order = new ConcurrentQueue<string>();
        await using var first = new Candidate(_cluster, "first", leads => order.Enqueue(leads ? "first starts" : "first stops"));
        await Wait.Until(() => first.Leads);
        await using var second = new Candidate(_cluster, "second", leads => order.Enqueue(leads ? "second starts" : "second stops"));
        await Wait.Until(() => _cluster.Server.CallsOf("get", "leases").Count == 2);

        var cutOffAt = _cluster.Time.GetUtcNow();
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.Hang, When = call => call.Token == "first" });
        await _cluster.Clock.UntilAsync(Step, () => !first.Leads);
        var stoppedAfter = _cluster.Time.GetUtcNow() - cutOffAt;
        await _cluster.Clock.UntilAsync(Step, () => second.Leads);

        Assert.Equal(["first starts", "first stops", "second starts"], order);
        // Not before it has to, and well before the lease is anyone's. The clock goes on while a busy machine has not yet run what is due: the order is what counts.
        Assert.InRange(stoppedAfter.TotalSeconds, 7.9, 12.9);
        Assert.InRange((_cluster.Time.GetUtcNow() - cutOffAt).TotalSeconds, 12.9, 18);
    }

    [Fact]
    public async Task LeaderWhoseLeaseWasTakenStops()
    {
        await using var first = new Candidate(_cluster, "first");
        await Wait.Until(() => first.Leads);

        _cluster.Server.Patch(LeasePath, JsonNode.Parse("""{"spec":{"holderIdentity":"thief","renewTime":"2026-01-02T03:04:06.000000Z"}}""")!.AsObject());
        await _cluster.Clock.UntilAsync(Step, () => !first.Leads);

        Assert.Equal("thief", Holder());
    }

    [Fact]
    public async Task ChangeOfTheLeaseByOthersIsNoLossOfIt()
    {
        await using var first = new Candidate(_cluster, "first");
        await Wait.Until(() => first.Leads);

        _cluster.Server.Patch(LeasePath, JsonNode.Parse("""{"metadata":{"labels":{"team":"x"}}}""")!.AsObject());
        var renewals = _cluster.Server.CallsOf("patch", "leases").Count(call => call.Status == 200);
        await _cluster.Clock.UntilAsync(Step, () => _cluster.Server.CallsOf("patch", "leases").Count(call => call.Status == 200) > renewals + 3);

        Assert.True(first.Leads);
        Assert.Contains(_cluster.Server.CallsOf("patch", "leases"), call => call.Status == 409);
        Assert.Equal("x", (string?)_cluster.Server.Get(LeasePath)!["metadata"]!["labels"]!["team"]);
    }

    [Fact]
    public async Task OfTwoThatCreateTheLeaseAtOnceOneLeads()
    {
        await using var first = new Candidate(_cluster, "first");
        await using var second = new Candidate(_cluster, "second");

        await _cluster.Clock.UntilAsync(Step, () => first.Leads || second.Leads);
        await _cluster.Clock.UntilAsync(Step, () => _cluster.Server.CallsOf("patch", "leases").Count > 5);

        Assert.NotEqual(first.Leads, second.Leads);
    }

    [Fact]
    public async Task MissingRightIsToldAndTheLeaseIsTriedAgain()
    {
        using var rule = _cluster.Server.Forbid("create", "leases");
        await using var first = new Candidate(_cluster, "first");
        await _cluster.Clock.UntilAsync(Step, () => first.Errors.Count > 1);

        rule.Dispose();

        await _cluster.Clock.UntilAsync(Step, () => first.Leads);
        Assert.All(first.Errors, e => Assert.True(e.IsForbidden));
    }

    private string? Holder() => (string?)_cluster.Server.Get(LeasePath)!["spec"]!["holderIdentity"];
}

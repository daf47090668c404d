using System.Text.Json.Nodes;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Watching;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Kubernetes.Tests.Watching;

public sealed class ResourceWatcherTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ResourceQuery ConfigMaps = new(ResourceType.ConfigMaps) { PageSize = 2 };

    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task EveryPageOfAListIsRead()
    {
        for (var i = 0; i < 5; i++)
        {
            Put($"c{i}");
        }

        await using var run = await WatchAsync();

        Assert.Equal(5, run.Objects.Count);
        Assert.Equal(3, _cluster.Server.CallsOf("list", "configmaps").Count);
        Assert.All(_cluster.Server.CallsOf("list", "configmaps"), call => Assert.Contains("as=PartialObjectMetadataList", call.Accept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ChangesAndDeletionsArriveWithoutAnotherList()
    {
        Put("a");
        await using var run = await WatchAsync();

        var version = Put("a");
        Put("b");
        _cluster.Server.Delete("/api/v1/namespaces/n/configmaps/b");
        Put("end");

        await Wait.Until(() => run.Objects.ContainsKey("end"));
        Assert.Equal(version.ToString(System.Globalization.CultureInfo.InvariantCulture), run.Objects["a"].ResourceVersion);
        Assert.False(run.Objects.ContainsKey("b"));
        Assert.Single(_cluster.Server.CallsOf("list", "configmaps"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WatchThatIsCutGoesOnWhereItWas(bool midObject)
    {
        Put("a");
        await using var run = await WatchAsync();
        Put("b");
        await Wait.Until(() => run.Objects.ContainsKey("b"));

        using (_cluster.Server.Break(new FaultRule { Kind = FaultKind.Abort, Times = 2, When = call => call.Verb == "watch" }))
        {
            _cluster.Server.CutWatches(midObject);
            await Wait.Until(() => _cluster.Server.WatchCount("configmaps") == 0);
            Put("while-away");
            await _cluster.Clock.UntilAsync(Second, () => run.Objects.ContainsKey("while-away"));
        }

        Assert.Single(_cluster.Server.CallsOf("list", "configmaps"));
        Assert.Equal(3, run.Restarts(WatchRestart.Broken));
    }

    [Fact]
    public async Task WatchThatEndsInGoodOrderIsStartedAgain()
    {
        await using var run = await WatchAsync();
        Put("a");
        await Wait.Until(() => run.Objects.ContainsKey("a"));

        _cluster.Server.EndWatches();
        await _cluster.Clock.UntilAsync(Second, () => _cluster.Server.CallsOf("watch", "configmaps").Count == 2);
        Put("b");

        await Wait.Until(() => run.Objects.ContainsKey("b"));
        Assert.Equal(0, run.Count(ResourceChangeKind.Failed));
        Assert.Single(_cluster.Server.CallsOf("list", "configmaps"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ExpiredVersionLeadsToANewList(bool asStatus)
    {
        _cluster.Server.ExpiredAsStatus = asStatus;
        Put("a");
        Put("gone-meanwhile");
        await using var run = await WatchAsync();

        using (_cluster.Server.Break(new FaultRule { Kind = FaultKind.Abort, Times = 1, When = call => call.Verb == "watch" }))
        {
            _cluster.Server.CutWatches();
            await Wait.Until(() => _cluster.Server.WatchCount("configmaps") == 0);
            _cluster.Server.Delete("/api/v1/namespaces/n/configmaps/gone-meanwhile");
            Put("new");
            _cluster.Server.Compact();
            await _cluster.Clock.UntilAsync(Second, () => run.Count(ResourceChangeKind.ListCompleted) == 2);
        }

        Assert.Equal(["a", "new"], run.Objects.Keys.Order());
        Assert.Equal(1, run.Restarts(WatchRestart.Expired));
    }

    [Fact]
    public async Task BookmarkKeepsTheVersionYoungSoThatNothingIsListedAgain()
    {
        Put("a");
        await using var run = await WatchAsync();

        // Versions go on with changes to other types; without the bookmark the watch would stand at a version that is forgotten.
        _cluster.Server.Put("/api/v1/namespaces/n/pods/p", []);
        _cluster.Server.Compact();
        _cluster.Server.SendBookmarks();
        Put("b");
        await Wait.Until(() => run.Objects.ContainsKey("b"));
        _cluster.Server.CutWatches();
        await _cluster.Clock.UntilAsync(Second, () => _cluster.Server.CallsOf("watch", "configmaps").Count == 2);
        Put("c");

        await Wait.Until(() => run.Objects.ContainsKey("c"));
        Assert.Single(_cluster.Server.CallsOf("list", "configmaps"));
        Assert.Contains("allowWatchBookmarks=true", _cluster.Server.CallsOf("watch", "configmaps")[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListThatExpiresBetweenPagesStartsOver()
    {
        for (var i = 0; i < 5; i++)
        {
            Put($"c{i}");
        }

        using var rule = _cluster.Server.Break(new FaultRule
        {
            Kind = FaultKind.Refuse, Status = 410, Reason = "Expired", Times = 1, When = call => call.Query.Contains("continue=", StringComparison.Ordinal),
        });
        await using var run = await WatchAsync();

        Assert.Equal(5, run.Objects.Count);
        Assert.Equal(2, run.Count(ResourceChangeKind.ListStarted));
    }

    [Fact]
    public async Task AnswerThatIsCutShortIsAskedForAgain()
    {
        Put("a");
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.CutAnswer, Times = 2, When = call => call.Verb == "list" });

        await using var run = await WatchAsync();

        Assert.Equal(["a"], run.Objects.Keys);
        Assert.Equal(2, run.Count(ResourceChangeKind.Failed));
    }

    [Fact]
    public async Task RetryAfterIsRespected()
    {
        using var rule = _cluster.Server.Break(new FaultRule
        {
            Kind = FaultKind.Refuse, Status = 429, Reason = "TooManyRequests", RetryAfterSeconds = 7, Times = 1, When = call => call.Verb == "list",
        });
        await using var run = new WatcherRun(_cluster, ConfigMaps);
        await Wait.Until(() => run.Count(ResourceChangeKind.Restarted) == 1 && _cluster.Time.WaitingTimers > 0);

        _cluster.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(_cluster.Server.CallsOf("list", "configmaps"));
        Assert.Equal(TimeSpan.FromSeconds(7), run.Changes.Single(change => change.Kind == ResourceChangeKind.Failed).RetryIn);

        _cluster.Time.Advance(TimeSpan.FromSeconds(0.2));
        await Wait.Until(() => run.Count(ResourceChangeKind.ListCompleted) == 1);
    }

    [Fact]
    public async Task ForbiddenListIsReportedAndTriedAgainLater()
    {
        using var rule = _cluster.Server.Forbid("list", "configmaps");
        await using var run = new WatcherRun(_cluster, ConfigMaps);
        await _cluster.Clock.UntilAsync(Second, () => run.Count(ResourceChangeKind.Failed) >= 3);
        Assert.All(run.Changes.Where(change => change.Kind == ResourceChangeKind.Failed), change => Assert.True(change.Error!.IsForbidden));

        rule.Dispose();

        await _cluster.Clock.UntilAsync(Second, () => run.Count(ResourceChangeKind.ListCompleted) == 1);
    }

    [Fact]
    public async Task PartitionOfMinutesLosesNothingAndEndsInTheStateAsItIs()
    {
        Put("a");
        await using var run = await WatchAsync();

        using (_cluster.Server.Break(new FaultRule { Kind = FaultKind.Hang }))
        {
            _cluster.Server.CutWatches();
            for (var minute = 0; minute < 4; minute++)
            {
                Put("a");
                Put($"minute-{minute}");
                var seen = run.Count(ResourceChangeKind.Failed);
                await _cluster.Clock.UntilAsync(TimeSpan.FromSeconds(5), () => run.Count(ResourceChangeKind.Failed) > seen);
            }

            _cluster.Server.Compact();
        }

        await _cluster.Clock.UntilAsync(Second, () => run.Objects.Count == 5);
        Assert.Equal((string?)_cluster.Server.Get("/api/v1/namespaces/n/configmaps/a")!["metadata"]!["resourceVersion"], run.Objects["a"].ResourceVersion);
    }

    [Fact]
    public async Task WatchThatIsSilentForLongerThanItWasAskedToLastIsGivenUp()
    {
        await using var run = await WatchAsync();

        await _cluster.Clock.UntilAsync(TimeSpan.FromSeconds(5), () => run.Count(ResourceChangeKind.Failed) == 1);
        await _cluster.Clock.UntilAsync(TimeSpan.FromMilliseconds(100), () => _cluster.Server.CallsOf("watch", "configmaps").Count == 2);

        Assert.Contains("no answer within", run.Changes.Single(change => change.Kind == ResourceChangeKind.Failed).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ObjectThatStopsMatchingTheSelectorIsDeletedForTheListener()
    {
        var pods = new ResourceQuery(ResourceType.Pods) { FieldSelector = "status.phase!=Succeeded,status.phase!=Failed", LabelSelector = "app=web" };
        _cluster.Server.Put("/api/v1/namespaces/n/pods/p", Json("""{"metadata":{"labels":{"app":"web"}},"status":{"phase":"Running"}}"""));
        _cluster.Server.Put("/api/v1/namespaces/n/pods/other", Json("""{"metadata":{"labels":{"app":"db"}},"status":{"phase":"Running"}}"""));
        await using var run = new WatcherRun(_cluster, pods);
        await Wait.Until(() => run.Objects.ContainsKey("p") && _cluster.Server.WatchCount("pods") == 1);

        _cluster.Server.Patch("/api/v1/namespaces/n/pods/p", Json("""{"status":{"phase":"Succeeded"}}"""));

        await Wait.Until(() => run.Objects.IsEmpty);
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private long Put(string name) => _cluster.Server.Put($"/api/v1/namespaces/n/configmaps/{name}", Json("""{"data":{"key":"value"}}"""));

    private async Task<WatcherRun> WatchAsync()
    {
        var run = new WatcherRun(_cluster, ConfigMaps);
        await _cluster.Clock.UntilAsync(TimeSpan.FromMilliseconds(100), () => _cluster.Server.WatchCount("configmaps") == 1);
        return run;
    }
}

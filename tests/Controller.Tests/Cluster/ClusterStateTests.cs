using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Nudging;
using ConfigSync.Kubernetes.Metadata;
using ConfigSync.Kubernetes.Watching;
using ConfigSync.TestKit;

namespace ConfigSync.Controller.Tests.Cluster;

public sealed class ClusterStateTests
{
    private static readonly NudgeTiming Timing = new(Rate: 10, Burst: 5, Interval: TimeSpan.FromSeconds(1), Repeat: TimeSpan.FromSeconds(2));

    private readonly ManualTimeProvider _time = new();

    /// <summary>Two replicas see a change one after the other. What one of them has patched counts for the other, whichever saw it first.</summary>
    [Theory]
    [InlineData(-10_000, true)]
    [InlineData(-100, true)]
    [InlineData(100, true)]
    [InlineData(900, true)]
    [InlineData(1_100, false)]
    [InlineData(1_900, false)]
    [InlineData(2_100, false)]
    public async Task NewLeaderNudgesWhoeverHadNoSecondPatchSinceTheChange(int patchedAfterItHeard, bool isToBeNudged)
    {
        var cluster = new ClusterState(withSecrets: false, _time);
        Know(cluster.ApplyPodChange, Pod(nudgedAt: 0));
        Know(change => cluster.ApplyObjectChange(ObjectKind.ConfigMap, change), ConfigMap("1"));
        cluster.ApplyObjectChange(ObjectKind.ConfigMap, new ResourceChange(ResourceChangeKind.Upserted, ConfigMap("2")));
        cluster.ApplyPodChange(new ResourceChange(ResourceChangeKind.Upserted, Pod(_time.GetUtcNow().ToUnixTimeMilliseconds() + patchedAfterItHeard)));
        _time.Advance(TimeSpan.FromSeconds(10));

        var pending = new PendingNudges(Timing, _time);
        var depth = 0;
        await cluster.PublishDuringAsync(
            () =>
            {
                depth = pending.Depth;
                return Task.CompletedTask;
            }, pending);

        // The next leader nudges what this one did not get to.
        Assert.Equal((isToBeNudged ? 1 : 0, 0), (depth, pending.Depth));
    }

    private static void Know(Action<ResourceChange> take, ObjectMetadata subject)
    {
        take(new ResourceChange(ResourceChangeKind.ListStarted));
        take(new ResourceChange(ResourceChangeKind.Listed, subject));
        take(new ResourceChange(ResourceChangeKind.ListCompleted));
    }

    private static ObjectMetadata ConfigMap(string version) => new() { Name = "app", Namespace = "shop", Uid = "uid-of-app", ResourceVersion = version };

    private static ObjectMetadata Pod(long nudgedAt) => new()
    {
        Name = "a",
        Namespace = "shop",
        Uid = "uid-of-a",
        ResourceVersion = "1",
        Annotations = [Objects.Record("signal", "ignore", Objects.Mounted("app")), $"{nudgedAt}"],
    };
}

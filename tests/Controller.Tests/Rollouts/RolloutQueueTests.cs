using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Controller.Tests.Rollouts;

public sealed class RolloutQueueTests
{
    private readonly RolloutQueue _queue = new(new RolloutTiming { Limit = 2 });
    private readonly PodSet _web = NewSet("web");
    private readonly PodSet _db = NewSet("db");

    [Fact]
    public void SetWaitsForTheSettleWindowAfterTheLastChange()
    {
        _queue.Offer(_web, At(0));
        _queue.Offer(_web, At(1));

        Assert.Null(_queue.TryTake(At(2.9)));
        Assert.Equal(At(3), _queue.NextAt(At(2.9)));
        Assert.Same(_web, _queue.TryTake(At(3)));
        Assert.Null(_queue.TryTake(At(60)));
    }

    [Fact]
    public void ChangesThatNeverStopDoNotPutItOffForever()
    {
        for (var tenth = 0; tenth < 100; tenth++)
        {
            _queue.Offer(_web, At(tenth / 10.0));
        }

        Assert.Same(_web, _queue.TryTake(At(10)));
    }

    [Fact]
    public void NothingRollsUntilEverySetWasSeenOnce()
    {
        _queue.BeginSweep([_web, _db], At(0));
        var first = _queue.TryTake(At(0))!;
        _queue.Seen(first);
        Assert.False(_queue.MayRoll);
        _queue.Park(first);
        _queue.Seen(_queue.TryTake(At(0))!);

        Assert.True(_queue.MayRoll);
        Assert.Same(first, _queue.TryTake(At(0)));
    }

    [Fact]
    public void ParkedSetComesBackWhenAnOwnerHasFinished()
    {
        _queue.Start(Owner("a"), At(0));
        _queue.Start(Owner("b"), At(0));
        _queue.Park(_web);
        _queue.Park(_web);
        Assert.Null(_queue.TryTake(At(60)));

        _queue.Finish(Owner("a"));

        Assert.Equal(1, _queue.Depth);
        Assert.Equal(At(60), _queue.NextAt(At(60)));
        Assert.Same(_web, _queue.TryTake(At(60)));
        Assert.Null(_queue.TryTake(At(60)));
    }

    [Fact]
    public void OwnerThatRollsAgainKeepsItsPlaceAndItsDeadline()
    {
        _queue.Start(Owner("a"), At(0));
        _queue.Start(Owner("a"), At(500));

        Assert.Equal(1, _queue.Active);
        Assert.True(_queue.IsOverdue(Owner("a"), At(600)));
    }

    [Fact]
    public void RetryDoesNotBringForwardWhatAChangeHasPutOff()
    {
        _queue.Offer(_web, At(0));
        _queue.Retry(_web, At(0), TimeSpan.Zero);

        Assert.Null(_queue.TryTake(At(1)));
    }

    private static PodSet NewSet(string name) => new("shop", new OwnerReference("apps/v1", "ReplicaSet", name, name));

    private static OwnerKey Owner(string name) => new(ResourceType.Deployments, "shop", name);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Nudging;

namespace ConfigSync.Controller.Tests.Nudging;

public sealed class NudgeQueueTests
{
    private static readonly NudgeTiming Timing = new(Rate: 10, Burst: 5, Interval: TimeSpan.FromSeconds(1), Repeat: TimeSpan.FromSeconds(2));

    private readonly NudgeQueue _queue = new(Timing);

    [Fact]
    public void PodIsPatchedAtOnceAndOnceMoreAfterTheRepeat()
    {
        var pod = Pod("a");
        _queue.Offer(pod, At(0));

        Assert.Equal([("a", 0), ("a", 2)], Drain(until: 60));
        Assert.Equal(0, _queue.Depth);
        Assert.Null(_queue.NextAt(At(60)));
    }

    [Fact]
    public void ManyChangesBeforeThePatchAreOne()
    {
        var pod = Pod("a");
        for (var i = 0; i < 300; i++)
        {
            _queue.Offer(pod, At(0));
        }

        Assert.Equal(1, _queue.Depth);
        Assert.Equal(2, Drain(until: 60).Count);
    }

    [Fact]
    public void ChangeBeforeTheRepeatTakesItsPlace()
    {
        var pod = Pod("a");
        _queue.Offer(pod, At(0));
        Assert.Single(Drain(until: 0.5));

        _queue.Offer(pod, At(0.5));

        Assert.Equal([("a", 1), ("a", 3)], Drain(from: 0.5, until: 60));
    }

    [Fact]
    public void ChangeWhileThePatchIsOnTheWayIsServedAfterIt()
    {
        var pod = Pod("a");
        _queue.Offer(pod, At(0));
        Assert.Same(pod, _queue.TryTake(At(0))!.Pod);

        _queue.Offer(pod, At(0.1));
        _queue.Complete(pod, NudgeOutcome.Sent, At(0.2));

        Assert.Equal([("a", 1), ("a", 3)], Drain(from: 0.2, until: 60));
    }

    [Fact]
    public void NamespacesTakeTurns()
    {
        for (var i = 0; i < 1000; i++)
        {
            _queue.Offer(Pod($"big-{i}", "big"), At(0));
        }

        _queue.Offer(Pod("small", "small"), At(0));

        Assert.Contains("small", Drain(until: 0).Select(patch => patch.Pod).Take(2));
    }

    [Fact]
    public void RateAndBurstAreKept()
    {
        for (var i = 0; i < 100; i++)
        {
            _queue.Offer(Pod($"p{i}"), At(0));
        }

        var patches = Drain(until: 60);

        Assert.Equal(200, patches.Count);
        Assert.Equal(5, patches.Count(patch => patch.At == 0));
        for (var second = 1; second <= 19; second++)
        {
            Assert.InRange(patches.Count(patch => patch.At > second - 1 && patch.At <= second), 9, 11);
        }

        Assert.All(patches.GroupBy(patch => patch.Pod), pod => Assert.Equal(2, pod.Count()));
    }

    [Theory]
    [InlineData("Gone")]
    [InlineData("Forbidden")]
    [InlineData("Refused")]
    public void WhatCannotSucceedIsNotTriedAgain(string outcome)
    {
        _queue.Offer(Pod("a"), At(0));
        _queue.Complete(_queue.TryTake(At(0))!.Pod, Enum.Parse<NudgeOutcome>(outcome), At(0));

        Assert.Empty(Drain(until: 60));
        Assert.Equal(0, _queue.Depth);
    }

    [Theory]
    [InlineData("Throttled")]
    [InlineData("Failed")]
    public void WhatMaySucceedLaterKeepsBothPassesAndWaitsForThePause(string outcome)
    {
        _queue.Offer(Pod("a"), At(0));
        var pod = _queue.TryTake(At(0))!.Pod;
        _queue.PauseUntil(At(7));
        _queue.Complete(pod, Enum.Parse<NudgeOutcome>(outcome), At(0));

        Assert.Equal(At(7), _queue.NextAt(At(1.5)));
        Assert.Equal([("a", 7), ("a", 9)], Drain(until: 60));
    }

    [Fact]
    public void ConflictCountsAsAPassBecauseTheSecondFollows()
    {
        _queue.Offer(Pod("a"), At(0));
        _queue.Complete(_queue.TryTake(At(0))!.Pod, NudgeOutcome.Conflict, At(0));

        Assert.Equal([("a", 2)], Drain(until: 60));
    }

    [Fact]
    public void PodThatIsGoneCostsNoToken()
    {
        var gone = Enumerable.Range(0, 100).Select(i => Pod($"gone-{i}")).ToList();
        gone.ForEach(pod => _queue.Offer(pod, At(0)));
        gone.ForEach(_queue.Remove);
        _queue.Offer(Pod("here"), At(0));

        Assert.Equal([("here", 0), ("here", 2)], Drain(until: 60));
        Assert.Equal(0, _queue.Depth);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryChangeIsFollowedByAPatchAndNoPodIsPatchedTooOften(int seed)
    {
        var random = new Random(seed);
        var pods = Enumerable.Range(0, 30).Select(i => Pod($"p{i}", $"ns{i % 4}")).ToList();
        var changes = new List<(string Pod, double At)>();
        var patches = new List<(string Pod, double At)>();
        var onTheWay = new List<PodEntry>();
        for (var tick = 0; tick < 5000; tick++)
        {
            var now = tick / 100.0;
            if (tick < 3000 && random.Next(4) == 0)
            {
                var pod = pods[random.Next(pods.Count)];
                changes.Add((pod.Name, now));
                _queue.Offer(pod, At(now));
            }

            while (_queue.TryTake(At(now)) is { Pod: var pod })
            {
                patches.Add((pod.Name, now));
                onTheWay.Add(pod);
            }

            // Answers come in any order, and some fail.
            foreach (var pod in onTheWay.Where(_ => random.Next(3) == 0).ToList())
            {
                onTheWay.Remove(pod);
                _queue.Complete(pod, random.Next(10) == 0 ? NudgeOutcome.Failed : NudgeOutcome.Sent, At(now));
            }
        }

        Assert.All(changes, change => Assert.True(patches.Count(patch => patch.Pod == change.Pod && patch.At >= change.At) >= 2));
        foreach (var times in patches.GroupBy(patch => patch.Pod).Select(pod => pod.Select(patch => patch.At).ToList()))
        {
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > 0.999));
        }

        Assert.True(patches.Count <= 5 + (10 * 50));
        Assert.Equal(0, _queue.Depth);
    }

    private static PodEntry Pod(string name, string namespaceName = "shop") => new(namespaceName, name, name) { Record = "", Needs = PodNeeds.None };

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Lets time go by as the loop does: to whenever the queue says that the next look is worth it.</summary>
    private List<(string Pod, double At)> Drain(double until, double from = 0)
    {
        var patches = new List<(string, double)>();
        for (TimeSpan? now = At(from); now <= At(until);)
        {
            while (_queue.TryTake(now.Value) is { Pod: var pod })
            {
                patches.Add((pod.Name, Math.Round(now.Value.TotalSeconds, 3)));
                _queue.Complete(pod, NudgeOutcome.Sent, now.Value);
            }

            var next = _queue.NextAt(now.Value);
            Assert.True(next is null || next > now, "a loop that follows this would spin");
            now = next;
        }

        return patches;
    }
}

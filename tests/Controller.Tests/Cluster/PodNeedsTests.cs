using ConfigSync.Contract;
using ConfigSync.Controller.Cluster;

namespace ConfigSync.Controller.Tests.Cluster;

public sealed class PodNeedsTests
{
    [Theory] // what a record asks for, by how its object is brought in and what its values say
    [InlineData("signal", "ignore", "mount", true, false)]
    [InlineData("signal", "ignore", "env", false, false)]
    [InlineData("signal", "restart", "env", true, false)]
    [InlineData("signal", "rollout", "env", false, true)]
    [InlineData("signal", "rollout", "mount", true, false)]
    [InlineData("rollout", "ignore", "mount", true, true)]
    [InlineData("rollout", "ignore", "env", false, false)]
    [InlineData("none", "ignore", "mount", true, false)]
    public void RecordSaysWhatAChangeDoes(string reload, string envChanges, string by, bool nudged, bool rolled)
    {
        var needs = PodNeeds.Parse(Objects.Record(reload, envChanges, new ObjectRecord(ObjectRecord.ConfigMap, "app", by)))!;

        Assert.Equal((nudged, rolled), (needs.Nudged.Count == 1, needs.Rolled.Count == 1));
    }

    [Fact]
    public void KeysCountForRolloutsInAnyOrder()
    {
        var one = PodNeeds.Parse(Objects.Record("rollout", "ignore", Objects.Mounted("app", ObjectRecord.Secret, "b", "a")))!;
        var other = PodNeeds.Parse(Objects.Record("rollout", "ignore", Objects.Mounted("app", ObjectRecord.Secret, "a", "b")))!;

        Assert.Equal("Secret/app[a,b]", one.Rolled[0].Id);
        Assert.Equal(one.Rolled[0], other.Rolled[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"version":"1","reload":"signal","envChanges":"ignore","mounts":[],"objects":7}""")]
    public void InvalidRecordNeedsNothing(string record)
    {
        var pool = new PodNeedsPool();

        Assert.Null(PodNeeds.Parse(record));
        Assert.Same(PodNeeds.None, pool.Rent(record).Needs);
    }

    [Fact]
    public void SameRecordIsKeptOnceAndForgottenWithItsLastPod()
    {
        var pool = new PodNeedsPool();
        var record = Objects.Record("signal", "ignore", Objects.Mounted("app"));

        var (first, text) = pool.Rent(record);
        var (second, _) = pool.Rent(new string(record));
        Assert.Same(first, second);
        Assert.Same(record, text);

        pool.Return(record);
        Assert.Equal(1, pool.Count);
        pool.Return(record);
        Assert.Equal(0, pool.Count);
    }
}

using ConfigSync.Controller.Rollouts;

namespace ConfigSync.Controller.Tests.Rollouts;

public sealed class RolloutDecisionTests
{
    [Theory] // the rows of the table in RolloutDecision
    [InlineData(null, "h1", "record", "a=h1")]
    [InlineData(null, "-", "record", "a=-")]
    [InlineData("h1", "h1", "nothing", "a=h1")]
    [InlineData("h1", "h2", "roll", "a=h2")]
    [InlineData("-", "h1", "roll", "a=h1")]
    [InlineData("-", "-", "nothing", "a=-")]
    [InlineData("h1", "-", "keep", "a=h1")]
    [InlineData("h1", null, "nothing", "a=h1")]
    [InlineData(null, null, "nothing", "")]
    public void EachObjectIsComparedWithWhatWasRecorded(string? recorded, string? now, string expected, string record)
    {
        var decision = RolloutDecision.Decide(recorded is null ? null : ContentRecord.Parse($"a={recorded}"), [new ObjectHash("a", now)]);

        Assert.Equal(expected == "roll", decision.Rolls);
        Assert.Equal(expected == "keep", decision.Vanished.Count > 0);
        Assert.Equal(record, decision.Record.ToString());
    }

    [Fact]
    public void ChangeOfOneObjectRollsWhateverBecameOfTheOthers()
    {
        var decision = RolloutDecision.Decide(
            ContentRecord.Parse("changed=h1;dropped=h1;gone=h1"), [new("changed", "h2"), new("gone", "-"), new("new", "h1")]);

        Assert.Equal(["changed"], decision.Changed);
        Assert.Equal("changed=h2;gone=h1;new=h1", decision.Record.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a=")]
    [InlineData("a=b=c")]
    [InlineData("a=h1;")]
    public void RecordThatIsNotUnderstoodIsAsGoodAsAbsent(string? text) => Assert.Null(ContentRecord.Parse(text));

    [Fact]
    public void RecordReadsBackAsItWasWritten()
    {
        const string Text = "ConfigMap/app[a.yaml,b]=0123456789abcdef;Secret/key=-";

        Assert.Equal(Text, ContentRecord.Parse(Text)!.ToString());
        Assert.Matches("^[0-9a-f]{32}$", ContentRecord.Parse(Text)!.Digest);
    }
}

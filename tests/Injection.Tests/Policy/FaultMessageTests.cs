using ConfigSync.Injection.Policy;

namespace ConfigSync.Injection.Tests.Policy;

public sealed class FaultMessageTests
{
    [Fact]
    public void EveryFaultStandsOnALineOfItsOwnUnderTheirCount() => Assert.Equal(
        "2 faults in the settings for config-sync:\n- first [bad-value]\n- second [contradiction]",
        FaultMessage.Of([new Finding(Reasons.BadValue, "first"), new Finding(Reasons.Contradiction, "second")]));

    [Fact]
    public void OneFaultIsSingular() => Assert.StartsWith("1 fault in", FaultMessage.Of([new Finding(Reasons.BadValue, "x")]), StringComparison.Ordinal);

    [Fact]
    public void FaultsBeyondFiftyAreCounted()
    {
        var message = FaultMessage.Of([.. Enumerable.Range(0, 53).Select(number => new Finding(Reasons.BadValue, $"number {number}"))]);

        Assert.StartsWith("53 faults", message, StringComparison.Ordinal);
        Assert.EndsWith("- number 49 [bad-value]\n- and 3 more", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("two\nlines\u0007", "'two?lines?'")]
    [InlineData("\ud83d\ude00", "'??'")]
    public void QuotedValueStaysOnOneLine(string value, string quoted) => Assert.Equal(quoted, FaultList.Quote(value));

    [Fact]
    public void LongValueIsCut() => Assert.Equal($"'{new string('a', 100)}…'", FaultList.Quote(new string('a', 3_000_000)));
}

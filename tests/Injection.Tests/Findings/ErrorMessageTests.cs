using ConfigSync.Injection.Findings;

namespace ConfigSync.Injection.Tests.Findings;

public sealed class ErrorMessageTests
{
    [Fact]
    public void EveryErrorStandsOnALineOfItsOwnUnderTheirCount() => Assert.Equal(
        "2 errors in the settings for config-sync:\n- first [bad-value]\n- second [contradiction]",
        ErrorMessage.Of([new Finding(Reasons.BadValue, "first"), new Finding(Reasons.Contradiction, "second")]));

    [Fact]
    public void OneErrorIsSingular() => Assert.StartsWith("1 error in", ErrorMessage.Of([new Finding(Reasons.BadValue, "x")]), StringComparison.Ordinal);

    [Fact]
    public void ErrorsBeyondFiftyAreCounted()
    {
        var message = ErrorMessage.Of([.. Enumerable.Range(0, 53).Select(number => new Finding(Reasons.BadValue, $"number {number}"))]);

        Assert.StartsWith("53 errors", message, StringComparison.Ordinal);
        Assert.EndsWith("- number 49 [bad-value]\n- and 3 more", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("two\nlines\u0007", "'two?lines?'")]
    [InlineData("\ud83d\ude00", "'??'")]
    public void QuotedValueStaysOnOneLine(string value, string quoted) => Assert.Equal(quoted, ErrorList.Quote(value));

    [Fact]
    public void LongValueIsCut() => Assert.Equal($"'{new string('a', 100)}…'", ErrorList.Quote(new string('a', 3_000_000)));
}

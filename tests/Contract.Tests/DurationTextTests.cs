namespace ConfigSync.Contract.Tests;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1h2m3s4ms", 3_723_004)]
    [InlineData("0s", 0)]
    [InlineData("24h", 86_400_000)]
    [InlineData("030s", 30_000)]
    public void NumbersWithUnitsAddUp(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1.5s")]
    [InlineData("1 s")]
    [InlineData(" 1s")]
    [InlineData("1s ")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("1us")]
    [InlineData("1s2")]
    [InlineData("24h1ms")]
    [InlineData("1000000000h")]
    [InlineData("999999999h999999999h")]
    [InlineData("٣s")]
    public void AnythingElseIsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));
}

using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Tests.Settings;

public sealed class ResourcePairTests
{
    [Theory]
    [InlineData("10m/100m", "10m", "100m")]
    [InlineData("10m", "10m", null)]
    [InlineData("1/1", "1", "1")]
    [InlineData("0.5/1", "0.5", "1")]
    [InlineData("999m/1", "999m", "1")]
    [InlineData("16Mi/1Gi", "16Mi", "1Gi")]
    [InlineData("1M/1Mi", "1M", "1Mi")]
    [InlineData("1k/1Ki", "1k", "1Ki")]
    [InlineData("0.5/5e-1", "0.5", "5e-1")]
    [InlineData("1000000n/1m", "1000000n", "1m")]
    [InlineData("99999999999", "99999999999", null)]
    public void RequestAndLimitAreKeptAsTheyAreWritten(string text, string request, string? limit)
    {
        Assert.True(ResourcePair.TryParse(text, out var pair));
        Assert.Equal(new ResourcePair(request, limit), pair);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("10m/")]
    [InlineData("/10m")]
    [InlineData("1/2/3")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10 m")]
    [InlineData("1mi")]
    [InlineData("1Mi/1M")]
    [InlineData("1000001n/1m")]
    [InlineData("0n")]
    [InlineData("2/1999m")]
    [InlineData("1\n")]
    public void AnythingElseIsRefused(string text) => Assert.False(ResourcePair.TryParse(text, out _));
}

using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class QuantityTests
{
    private const ulong Most = 1_000_000_000_000_000_000;

    // The forms of https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
    [Theory]
    [InlineData("0", 0ul)]
    [InlineData("0.5", 500ul)]
    [InlineData(".5", 500ul)]
    [InlineData("2.", 2000ul)]
    [InlineData("+1", 1000ul)]
    [InlineData("007", 7000ul)]
    [InlineData("500m", 500ul)]
    [InlineData("1.5m", 2ul)]
    [InlineData("100u", 1ul)]
    [InlineData("2000u", 2ul)]
    [InlineData("1n", 1ul)]
    [InlineData("0n", 0ul)]
    [InlineData("0.0000000000001", 1ul)]
    [InlineData("1k", 1_000_000ul)]
    [InlineData("1M", 1_000_000_000ul)]
    [InlineData("1G", 1_000_000_000_000ul)]
    [InlineData("1T", 1_000_000_000_000_000ul)]
    [InlineData("1P", Most)]
    [InlineData("1Ki", 1_024_000ul)]
    [InlineData("1.5Gi", 1_610_612_736_000ul)]
    [InlineData("1e3", 1_000_000ul)]
    [InlineData("1E3", 1_000_000ul)]
    [InlineData("1e+3", 1_000_000ul)]
    [InlineData("1500E-3", 1_500ul)]
    [InlineData("1e-9999", 1ul)]
    [InlineData("1e9999", Most)]
    [InlineData("1E", Most)]
    [InlineData("9Ei", Most)]
    [InlineData("123456789012345678901234567890", Most)]
    [InlineData("0.000000000000000000000000000000000000000000000000000000000001", 1ul)]
    [InlineData("1.000000000000000000000000000001", 1001ul)]
    [InlineData("1.000000000000000000000000000000", 1000ul)]
    [InlineData("1000000000000000000000e-21", 1000ul)]
    public void FormOfKubernetesIsRead(string text, ulong thousandths)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(thousandths, quantity.Thousandths);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("m")]
    [InlineData("-1")]
    [InlineData("1.2.3")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1K")]
    [InlineData("1mi")]
    [InlineData("1ki")]
    [InlineData("1ii")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1ei")]
    [InlineData("1e12345")]
    [InlineData("1Mib")]
    [InlineData("1\n")]
    [InlineData("١")]
    public void AnythingElseIsNot(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Theory]
    [InlineData("1", 1ul)]
    [InlineData("1m", 1ul)]
    [InlineData("1.5Ki", 1536ul)]
    [InlineData("16Mi", 16_777_216ul)]
    [InlineData("1Ei", Most)]
    public void BytesAreWhole(string text, ulong units)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(units, quantity.Units);
    }

    [Fact]
    public void LargestQuantityIsThatOfTheApiServer()
    {
        Assert.True(Quantity.TryParse("99999999999999999999999", out var larger));
        Assert.True(Quantity.TryParse("9223372036854775807", out var largest));
        Assert.Equal(largest, larger);
    }
}

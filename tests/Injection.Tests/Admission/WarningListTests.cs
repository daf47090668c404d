using ConfigSync.Injection.Admission;

namespace ConfigSync.Injection.Tests.Admission;

/// <summary>The API server takes 4096 characters in all; past that it cuts each warning to 256.</summary>
public sealed class WarningListTests
{
    [Fact]
    public void WarningSaysWhoseItIs() => Assert.Equal(["config-sync: careful"], WarningList.Of(["careful"]));

    [Fact]
    public void ControlCharactersBecomeBlanks() => Assert.Equal(["config-sync: a b c"], WarningList.Of(["a\nb\u0000c"]));

    [Theory]
    [InlineData(243, false)]
    [InlineData(244, true)]
    public void LongWarningIsCutTo256(int length, bool cut)
    {
        var warning = Assert.Single(WarningList.Of([new string('x', length)]));

        Assert.Equal(256, warning.Length);
        Assert.Equal(cut, warning.EndsWith('…'));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(1000)]
    public void AllOfThemStayWithin4096AndTheRestIsCounted(int count)
    {
        var warnings = WarningList.Of([.. Enumerable.Repeat(new string('x', 300), count)]).ToList();
        var shown = warnings.Count(warning => warning.EndsWith('…'));

        Assert.True(warnings.Sum(warning => warning.Length) <= 4096);
        Assert.Equal(count <= 15 ? [] : [$"config-sync: {count - shown} more warnings"], warnings.Skip(shown));
    }

    [Fact]
    public void NoTextGivesNoWarning() => Assert.Empty(WarningList.Of([]));
}

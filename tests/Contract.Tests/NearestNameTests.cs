namespace ConfigSync.Contract.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Names = [.. PodAnnotations.All.Select(annotation => annotation.Name)];

    [Theory]
    [InlineData("reload-ulr", "reload-url")]
    [InlineData("relaod", "reload")]
    [InlineData("container", "containers")]
    [InlineData("sub-path", "subpath")]
    [InlineData("targetpath", "target-path")]
    [InlineData("cpu", null)]
    [InlineData("zzzzzzzzzzzz", null)]
    [InlineData("", null)]
    public void TypingErrorFindsWhatWasMeant(string name, string? nearest) => Assert.Equal(nearest, NearestName.Of(name, Names));

    [Fact]
    public void OfEquallyNearNamesTheFirstInOrderIsTaken() => Assert.Equal("aa", NearestName.Of("a", ["ac", "aa", "ab"]));

    [Fact]
    public void NoCandidateGivesNone() => Assert.Null(NearestName.Of("reload", []));

    [Fact]
    public void VeryLongNameIsNotCompared() => Assert.Null(NearestName.Of(new string('a', 101), [new string('a', 100)]));

    [Fact]
    public void VeryLongCandidateIsPassedOver() => Assert.Equal("aaa", NearestName.Of("aab", [new string('a', 101), "aaa"]));
}

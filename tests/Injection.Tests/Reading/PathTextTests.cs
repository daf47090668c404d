using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("/etc/app", "/etc/app")]
    [InlineData("/etc//app/", "/etc/app")]
    [InlineData("/etc/./app/.", "/etc/app")]
    [InlineData("etc/app", "/etc/app")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/etc/..data", "/etc/..data")]
    public void AbsolutePathHasOneForm(string path, string normal) => Assert.Equal(normal, PathText.Absolute(path));

    [Theory]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/a/b/c", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/a", "/a", false)]
    [InlineData("/a", "/", true)]
    [InlineData("/", "/", false)]
    public void BelowIsByWholeSteps(string path, string directory, bool below) => Assert.Equal(below, PathText.IsBelow(path, directory));

    [Theory]
    [InlineData("a/../b", true)]
    [InlineData("..", true)]
    [InlineData("..data", false)]
    [InlineData("a..b/c", false)]
    public void LeadingUpIsAStepOfTwoDots(string path, bool leadsUp) => Assert.Equal(leadsUp, PathText.LeadsUp(path));

    [Theory]
    [InlineData("/a/b/c", "/a", "b/c")]
    [InlineData("/a", "/a", "")]
    [InlineData("/a/b", "/", "a/b")]
    public void BelowAndJoinUndoEachOther(string path, string directory, string below)
    {
        Assert.Equal(below, PathText.Below(path, directory));
        Assert.Equal(path, PathText.Join(directory, below));
    }
}

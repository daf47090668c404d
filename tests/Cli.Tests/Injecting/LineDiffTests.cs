using ConfigSync.Cli.Injecting;

namespace ConfigSync.Cli.Tests.Injecting;

public sealed class LineDiffTests
{
    [Fact]
    public void ChangeHasThreeLinesAroundIt() =>
        Assert.Equal(
            ["@@ -2,7 +2,8 @@", " 2", " 3", " 4", "-5", "+five", "+and more", " 6", " 7", " 8"],
            LineDiff.Compare("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\nand more\n6\n7\n8\n9\n"));

    [Fact]
    public void ChangesFarApartAreTwoHunks() =>
        Assert.Equal(
            ["@@ -1,4 +1,4 @@", "-1", "+one", " 2", " 3", " 4", "@@ -7,4 +7,3 @@", " 7", " 8", " 9", "-10"],
            LineDiff.Compare("1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "one\n2\n3\n4\n5\n6\n7\n8\n9"));

    [Fact]
    public void EqualTextsDifferInNothing() => Assert.Empty(LineDiff.Compare("a\nb\n", "a\r\nb\r\n"));
}

using ConfigSync.Injection.Planning.Mounts;


namespace ConfigSync.Injection.Tests.Planning.Mounts;

public sealed class PathMentionsTests
{
    private const string Path = "/etc/app/a.yaml";

    [Theory]
    [InlineData("/etc/app/a.yaml")]
    [InlineData("--config=/etc/app/a.yaml")]
    [InlineData("a:/etc/app/a.yaml,b")]
    [InlineData("exec app -c /etc/app/a.yaml")]
    [InlineData("cat /etc/app/a.yaml; app")]
    [InlineData("cat \"/etc/app/a.yaml\"|app")]
    [InlineData("cat '/etc/app/a.yaml'")]
    [InlineData("$(cat /etc/app/a.yaml)")]
    [InlineData("`cat /etc/app/a.yaml`")]
    [InlineData("{/etc/app/a.yaml}")]
    [InlineData("[/etc/app/a.yaml]")]
    [InlineData("app </etc/app/a.yaml>/tmp/log")]
    [InlineData("true&&/etc/app/a.yaml&")]
    [InlineData("curl -d @/etc/app/a.yaml")]
    [InlineData("!/etc/app/a.yaml")]
    [InlineData("-f/etc/app/a.yaml")]
    [InlineData("app -c/etc/app/a.yaml")]
    [InlineData("file:///etc/app/a.yaml")]
    [InlineData("/etc/app/a.yaml=x")]
    [InlineData("/etc/app/a.yaml#anchor")]
    [InlineData("/etc/app/a.yaml\\\n")]
    [InlineData("first\n/etc/app/a.yaml\r\nlast")]
    [InlineData("/etc/app/a.yaml.bak /etc/app/a.yaml")]
    public void WholePathIsMentioned(string text) => Assert.True(PathMentions.IsMentioned(text, Path));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/app/a.yaml.bak")]
    [InlineData("/data/etc/app/a.yaml")]
    [InlineData("/etc/app/a.yamlx")]
    [InlineData("/etc/app/a.yaml-old")]
    [InlineData("/etc/app/a.yaml_old")]
    [InlineData("/etc/app/a.yaml/part")]
    [InlineData("/etc/app/a.yaml~")]
    [InlineData("/etc/app/a.yaml*")]
    [InlineData("/etc/app/a.yaml?")]
    [InlineData("/etc/app/a.yaml$SUFFIX")]
    [InlineData("../etc/app/a.yaml")]
    [InlineData("./etc/app/a.yaml")]
    [InlineData("~/etc/app/a.yaml")]
    [InlineData("$ROOT/etc/app/a.yaml")]
    [InlineData("$(ROOT)/etc/app/a.yaml")]
    [InlineData("${ROOT}/etc/app/a.yaml")]
    [InlineData("--conf/etc/app/a.yaml")]
    [InlineData("x-f/etc/app/a.yaml")]
    [InlineData("http:///etc/app/a.yaml")]
    [InlineData("https://host/etc/app/a.yaml")]
    [InlineData("/ETC/APP/A.YAML")]
    public void PartOfAnotherPathIsNot(string text) => Assert.False(PathMentions.IsMentioned(text, Path));

    [Theory]
    [InlineData("/etc/app", true)]
    [InlineData("--dir=/etc/app/", true)]
    [InlineData("/etc/app/x/y", true)]
    [InlineData("/etc/apple", false)]
    [InlineData("/etc/app.d", false)]
    [InlineData("/srv/etc/app/x", false)]
    public void DirectoryIsMentionedByWhatLiesInIt(string text, bool mentioned) => Assert.Equal(mentioned, PathMentions.IsMentionedWithin(text, "/etc/app"));

    [Fact]
    public void EveryMentionIsRewrittenAndNothingElse() => Assert.Equal(
        "/n/a:/n/a,/n/b /o/a.bak /x/o/a",
        PathMentions.Rewrite("/o/a:/o/a,/o/b /o/a.bak /x/o/a", Paths(("/o/a", "/n/a"), ("/o/b", "/n/b"))));

    [Fact]
    public void ReplacementIsNotReplacedAgain() =>
        Assert.Equal("/b /c", PathMentions.Rewrite("/a /b", Paths(("/a", "/b"), ("/b", "/c"))));

    [Fact]
    public void LongerPathThatStartsLikeAnotherIsKeptApart() =>
        Assert.Equal("/n/long /n/short", PathMentions.Rewrite("/a/b /a", Paths(("/a", "/n/short"), ("/a/b", "/n/long"))));

    [Fact]
    public void TextWithoutAMentionIsTheSameText()
    {
        const string text = "nothing /here";
        Assert.Same(text, PathMentions.Rewrite(text, Paths(("/a", "/b"))));
    }

    private static List<MovedFile> Paths(params (string From, string To)[] paths) => [.. paths.Select(path => new MovedFile(path.From, "", path.To))];

    [Theory]
    [InlineData("/etc/app")]
    [InlineData("--config-dir=/etc/app/")]
    [InlineData("cd /etc/app && app -c a.yaml")]
    [InlineData("/etc/app/b.yaml")]
    [InlineData("/etc/app/a.yaml.bak")]
    [InlineData("/etc/app/a.yaml /etc/app/rules")]
    [InlineData("/etc/app/*.yaml")]
    [InlineData("/etc/app/a.*")]
    [InlineData("/etc/ap?/b.yaml")]
    [InlineData("/etc/*/a.yaml")]
    [InlineData("/etc/{app,other}")]
    [InlineData("/etc/$NAME/a.yaml")]
    public void SomethingElseOfItsDirectoryIsMentioned(string text) => Assert.True(PathMentions.IsMentionedBeside(text, Path));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/app/a.yaml")]
    [InlineData("/etc/app/a.yaml,/etc/other")]
    [InlineData("/etc/application")]
    [InlineData("/data/etc/app")]
    [InlineData("/etc")]
    public void NothingElseOfItsDirectoryIsMentioned(string text) => Assert.False(PathMentions.IsMentionedBeside(text, Path));

    [Theory]
    [InlineData("/etc/app", false)]
    [InlineData("/", false)]
    [InlineData("/*.yaml", true)]
    [InlineData("/a.yaml.bak", false)]
    public void OfTheRootDirectoryOnlyPatternsCount(string text, bool expected) => Assert.Equal(expected, PathMentions.IsMentionedBeside(text, "/a.yaml"));
}

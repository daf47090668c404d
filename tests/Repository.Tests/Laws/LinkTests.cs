using System.Text.RegularExpressions;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>A link between documents leads to a file that is there, and to a heading in it.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Sources.PathOf("."), "*.md")
            .Concat(new[] { "docs", "certs", "charts", "manifests" }.SelectMany(folder => Directory.EnumerateFiles(Sources.PathOf(folder), "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Sources.PathOf("."), file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void RelativeLinksLeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Sources.PathOf(document))!;

        Assert.All(Targets(File.ReadAllText(Sources.PathOf(document))), target =>
        {
            var parts = target.Split('#');
            var file = parts[0].Length == 0 ? Sources.PathOf(document) : Path.Combine(folder, parts[0]);
            Assert.True(Path.Exists(file), $"{document}: no file for {target}");
            Assert.True(parts.Length == 1 || Anchors(File.ReadAllText(file)).Contains(parts[1]), $"{document}: no heading for {target}");
        });
    }

    [Theory]
    [InlineData("## On a real node", "on-a-real-node")]
    [InlineData("### `inject` and `explain`", "inject-and-explain")]
    [InlineData("## I want to …", "i-want-to-")]
    [InlineData("## What goes wrong, and where it shows", "what-goes-wrong-and-where-it-shows")]
    public void HeadingHasTheAnchorThatGitHubGivesIt(string line, string anchor) => Assert.Equal([anchor], Anchors(line));

    private static IEnumerable<string> Targets(string text) =>
        Link().Matches(WithoutCode(text)).Concat(Attribute().Matches(text)).Select(static match => match.Groups["target"].Value)
            .Where(static target => !target.Contains(':', StringComparison.Ordinal));

    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(WithoutCode(text)).Select(static match => NotInAnchors().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    // A comment in a shell or YAML block looks like a heading.
    private static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?:src|srcset|href)=\"(?<target>[^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

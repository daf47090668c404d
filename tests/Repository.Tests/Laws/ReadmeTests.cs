using ConfigSync.Contract;
using ConfigSync.Injection.Findings;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>What a user may meet is in the README.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Sources.PathOf("README.md"));

    public static TheoryData<string> Annotations => [.. PodAnnotations.All.Select(annotation => annotation.Name)];

    public static TheoryData<string> Codes => [.. Reasons.All.Select(reason => reason.Code)];

    // What needs no advice: the agent is there, or the mount has its strategy.
    public static TheoryData<string> CodesToActOn =>
        [.. Reasons.All.Where(reason => reason.Kind != ReasonKind.Strategy && reason != Reasons.Injected).Select(reason => reason.Code)];

    [Theory]
    [MemberData(nameof(Annotations))]
    public void AnnotationHasItsRow(string name)
    {
        var annotation = PodAnnotations.All.Single(annotation => annotation.Name == name);

        Assert.Contains($"| `{name}` | {annotation.Values} | {annotation.Default} | {annotation.Meaning} |", Readme, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void ReasonCodeHasItsRow(string code) => Assert.Contains($"| `{code}` |", Section("## The contract"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(CodesToActOn))]
    public void ReasonCodeHasItsRemedy(string code) => Assert.Contains($"`{code}`", Section("## Troubleshooting"), StringComparison.Ordinal);

    [Fact]
    public void EveryComponentAndOverlayIsNamed() =>
        Assert.All(ManifestTree.Under("overlays").Concat(ManifestTree.Under("components")),
            folder => Assert.True(Readme.Contains($"`{folder}`", StringComparison.Ordinal) || Readme.Contains($"`{Path.GetFileName(folder)}`", StringComparison.Ordinal), folder));

    [Fact]
    public void EveryFileThatIsLinkedToIsThere() =>
        Assert.All(System.Text.RegularExpressions.Regex.Matches(Readme, @"\]\((?<path>[^)#:]+)(#[^)]*)?\)").Select(match => match.Groups["path"].Value),
            path => Assert.True(Path.Exists(Sources.PathOf(path)), path));

    private static string Section(string heading)
    {
        var from = Readme.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"there is no {heading}");
        var to = Readme.IndexOf("\n## ", from + heading.Length, StringComparison.Ordinal);
        return to < 0 ? Readme[from..] : Readme[from..to];
    }
}

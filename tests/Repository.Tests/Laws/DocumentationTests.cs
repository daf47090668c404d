using ConfigSync.Contract;
using ConfigSync.Injection.Findings;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>The README stays a first page, and the reference pages below docs/ list everything that there is.</summary>
public sealed class DocumentationTests
{
    private const int MostLines = 170;

    private static readonly string AnnotationsPage = Page("annotations.md");
    private static readonly string ReasonsPage = Page("reason-codes.md");
    private static readonly string InstallPage = Page("install.md");

    public static TheoryData<string> Annotations => [.. PodAnnotations.All.Select(annotation => annotation.Name)];

    public static TheoryData<string> Codes => [.. Reasons.All.Select(reason => reason.Code)];

    public static TheoryData<string> MountStrategies => [.. Reasons.All.Where(reason => reason.Kind == ReasonKind.Strategy).Select(reason => reason.Code)];

    public static TheoryData<string> LabelValues => [.. InjectLabel.All];

    [Fact]
    public void ReadmeIsAPageAndNotABook() => Assert.InRange(File.ReadLines(Sources.PathOf("README.md")).Count(), 1, MostLines);

    [Theory]
    [MemberData(nameof(Annotations))]
    public void AnnotationHasItsRow(string name)
    {
        var annotation = PodAnnotations.All.Single(annotation => annotation.Name == name);

        Assert.Contains($"| `{name}` | {annotation.Values} | {annotation.Default} | {annotation.Meaning} |", AnnotationsPage, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LabelValues))]
    public void ValueOfTheLabelIsInBothTables(string value)
    {
        Assert.Contains($"`{value}`", AnnotationsPage, StringComparison.Ordinal);
        Assert.Contains($"`{value}`", File.ReadAllText(Sources.PathOf("README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void ReasonCodeHasOneRowWithItsSentenceAndARemedy(string code)
    {
        var reason = Reasons.All.Single(reason => reason.Code == code);

        var cells = Assert.Single(ReasonsPage.Split('\n'), line => line.StartsWith($"| `{code}` |", StringComparison.Ordinal)).Split(" | ");

        Assert.Equal(reason.Sentence, cells[2]);
        Assert.InRange(cells[3].TrimEnd('|', ' ').Length, "Nothing.".Length, 400);
    }

    [Fact]
    public void ReasonCodesAreInTheOrderOfTheCode() =>
        Assert.Equal(Reasons.All.Select(reason => reason.Code),
            ReasonsPage.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));

    [Theory]
    [MemberData(nameof(MountStrategies))]
    public void MountStrategyIsExplained(string strategy) => Assert.Contains($"\n| `{strategy}` |", AnnotationsPage, StringComparison.Ordinal);

    [Fact]
    public void EveryComponentAndOverlayHasItsRow() =>
        Assert.All(ManifestTree.Under("overlays").Concat(ManifestTree.Under("components")),
            folder => Assert.Contains($"\n| `{folder}` |", InstallPage, StringComparison.Ordinal));

    [Fact]
    public void EveryExampleIsLinkedFromTheReadme()
    {
        var readme = File.ReadAllText(Sources.PathOf("README.md"));

        Assert.All(ManifestTree.Under("examples"), folder => Assert.Contains($"](manifests/{folder}/", readme, StringComparison.Ordinal));
    }

    private static string Page(string name) => File.ReadAllText(Sources.PathOf("docs", name));
}

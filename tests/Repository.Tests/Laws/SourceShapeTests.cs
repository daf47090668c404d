using System.Text.RegularExpressions;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>Small files, one type each, named after it; interfaces only where there is a reason.</summary>
public sealed partial class SourceShapeTests
{
    private static IReadOnlyList<string> Everything { get; } =
        [.. Directory.GetDirectories(Sources.PathOf("src")).SelectMany(folder => ProjectReferenceTests.Files(Path.GetFileName(folder)))];

    [Fact]
    public void FileHoldsOneTopLevelTypeAndIsNamedAfterIt() => Assert.All(Everything.Where(file => Path.GetFileName(file) != "Program.cs"), file =>
    {
        var types = Types(file);
        Assert.True(types.Count == 1, $"{file} holds {types.Count} types: {string.Join(", ", types)}");
        Assert.Equal(Path.GetFileNameWithoutExtension(file).Split('.')[0], types[0]);
    });

    [Fact]
    public void MedianFileHasAtMostSixtyLinesAndTheLargestThreeHundred()
    {
        var lines = Everything.Select(file => File.ReadLines(file).Count()).Order().ToArray();

        Assert.True(lines[lines.Length / 2] <= 60, $"the median file has {lines[lines.Length / 2]} lines");
        Assert.True(lines[^1] <= 300, $"the largest file has {lines[^1]} lines");
    }

    [Fact]
    public void AtMostOneTypeInTwentyIsAnInterface()
    {
        var interfaces = Everything.SelectMany(file => Interface().Matches(File.ReadAllText(file))).Count();
        var types = Everything.Sum(file => Types(file).Count);

        Assert.True(interfaces * 20 <= types, $"{interfaces} interfaces among {types} types");
    }

    [Fact]
    public void ProgramReadsLikeATableOfContents() =>
        Assert.All(Everything.Where(file => Path.GetFileName(file) == "Program.cs"), file => Assert.True(File.ReadLines(file).Count() <= 80, file));

    // At the start of a line: with file-scoped namespaces that is what is not nested.
    private static IReadOnlyList<string> Types(string file) => [.. TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:class|record(?:\s+(?:struct|class))?|struct|interface|enum|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^(?:(?:public|internal|file|partial)\s+)*interface\s", RegexOptions.Multiline)]
    private static partial Regex Interface();
}

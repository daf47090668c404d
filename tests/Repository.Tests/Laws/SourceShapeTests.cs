using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>Small files, one subject each, named after it; interfaces only where there is a reason.</summary>
public sealed class SourceShapeTests
{
    private static IReadOnlyList<string> Everything { get; } =
        [.. Directory.GetDirectories(Sources.PathOf("src")).SelectMany(folder => ProjectReferenceTests.Files(Path.GetFileName(folder)))];

    // A file of its own for each small record scatters what is read together: up to ten lines may live beside their only owner.
    [Fact]
    public void FileIsNamedAfterItsTypeAndBesideItAreSmallRecordsEnumsAndInterfacesOnly() =>
        Assert.All(Everything.Where(file => Path.GetFileName(file) != "Program.cs"), file =>
        {
            var name = Path.GetFileNameWithoutExtension(file).Split('.')[0];
            var types = Types(file);
            Assert.Single(types, type => NameOf(type) == name);
            foreach (var beside in types.Where(type => NameOf(type) != name))
            {
                Assert.True(beside is RecordDeclarationSyntax or EnumDeclarationSyntax or InterfaceDeclarationSyntax, $"{file}: {NameOf(beside)} must be in a file of its own");
                // Without what stands above it.
                Assert.True(beside.ToString().Count('\n') < 10, $"{file}: {NameOf(beside)} has more than ten lines and must be in a file of its own");
            }
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
        var types = Everything.SelectMany(Types).ToArray();
        var interfaces = types.Count(type => type is InterfaceDeclarationSyntax);

        Assert.True(interfaces * 20 <= types.Length, $"{interfaces} interfaces among {types.Length} types");
    }

    [Fact]
    public void ProgramReadsLikeATableOfContents() =>
        Assert.All(Everything.Where(file => Path.GetFileName(file) == "Program.cs"), file => Assert.True(File.ReadLines(file).Count() <= 80, file));

    private static MemberDeclarationSyntax[] Types(string file) =>
        [.. CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot().Members.OfType<FileScopedNamespaceDeclarationSyntax>().SelectMany(space => space.Members)];

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => "",
    };
}

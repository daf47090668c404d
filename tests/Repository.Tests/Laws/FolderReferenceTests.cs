using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>
/// Inside a project, folders refer one way, as <see cref="SourceLayers"/> lists them. The compiler is asked what each name means: a list of usings
/// would miss what nested namespaces see of the outer ones, and a list of words would take a property for the type of the same name.
/// </summary>
public sealed class FolderReferenceTests
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    // What the project files add to every source.
    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(((string[])
        [
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
            "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        ]).Select(static name => $"global using {name};\n")), Language);

    public static TheoryData<string> Projects => ProjectReferenceTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryFolderIsListed(string project) =>
        Assert.Equal(ProjectReferenceTests.Files(project).Select(file => FolderOf(project, file)).Distinct().Order(StringComparer.Ordinal),
            SourceLayers.Folders[project].Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void FolderRefersToNoneButThoseBeforeIt(string project)
    {
        var against = References(project, [.. ProjectReferenceTests.Files(project).Select(file => (file, File.ReadAllText(file)))])
            .Where(reference => Rank(project, reference.To) > Rank(project, reference.From))
            .GroupBy(reference => $"{Show(reference.From)} -> {Show(reference.To)}: {reference.Type}", reference => $"{Path.GetFileName(reference.File)}:{reference.Line}")
            .Select(group => $"{group.Key} in {string.Join(", ", group.Distinct())}").Order(StringComparer.Ordinal).ToArray();

        Assert.True(against.Length == 0, $"{against.Length} references against the order of {nameof(SourceLayers)}:\n{string.Join('\n', against)}");
    }

    [Fact]
    public void ReferenceIsSeenThroughNestedNamespacesVarAndConstants()
    {
        var found = References("Agent",
        [
            ("src/Agent/High/Top.cs",
                "namespace ConfigSync.Agent.High; static class Top { public const int Level = 1; public static Other Make() => null!; } class Other;"),
            ("src/Agent/High/Low/Deep.cs",
                "namespace ConfigSync.Agent.High.Low; static class Deep { const int Level = Top.Level; static void Use() { var made = Top.Make(); _ = made; } }"),
        ]);

        Assert.All(found, reference => Assert.Equal(("High/Low", "High"), (reference.From, reference.To)));
        Assert.Equal(["Other", "Top"], found.Select(reference => reference.Type).Distinct().Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Reference> References(string project, IReadOnlyList<(string Path, string Text)> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, Language, Path.Combine(Sources.Root, source.Path))).ToArray();
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(path => Path.GetFileNameWithoutExtension(path) != $"ConfigSync.{project}")
            .Select(path => MetadataReference.CreateFromFile(path)).ToImmutableArray<MetadataReference>();
        var compilation = CSharpCompilation.Create(project, [.. trees, ImplicitUsings], libraries, new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
        return [.. trees.SelectMany(tree => References(project, tree, compilation.GetSemanticModel(tree)))];
    }

    private static IEnumerable<Reference> References(string project, SyntaxTree tree, SemanticModel model)
    {
        var from = FolderOf(project, tree.FilePath);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            // A member stands for the type that declares it, a variable for its own type.
            foreach (var type in Types(model.GetSymbolInfo(name).Symbol))
            {
                if (type.DeclaringSyntaxReferences is [var declaration, ..] && FolderOf(project, declaration.SyntaxTree.FilePath) is var to && to != from)
                {
                    yield return new Reference(from, to, type.Name, tree.FilePath, name.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(ISymbol? symbol) => (symbol switch
    {
        INamedTypeSymbol type => [type],
        ILocalSymbol local => [local.Type],
        IMethodSymbol method => [method.ContainingType, method.ReturnType],
        IPropertySymbol property => [property.ContainingType, property.Type],
        IFieldSymbol field => [field.ContainingType, field.Type],
        _ => (ITypeSymbol?[])[],
    }).OfType<INamedTypeSymbol>();

    private static int Rank(string project, string folder) => Array.IndexOf(SourceLayers.Folders[project], folder);

    private static string Show(string folder) => folder.Length == 0 ? "the project's folder" : folder;

    private static string FolderOf(string project, string file)
    {
        var folder = Path.GetRelativePath(Sources.PathOf("src", project), Path.GetDirectoryName(Path.GetFullPath(file, Sources.Root))!);
        return folder == "." ? "" : folder.Replace('\\', '/');
    }

    private sealed record Reference(string From, string To, string Type, string File, int Line);
}

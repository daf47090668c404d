using System.Xml.Linq;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>Dependencies point one way; a folder, its project and its namespace have one name.</summary>
public sealed class ProjectReferenceTests
{
    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Sources.PathOf("src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectRefersToNoneButThoseBelowIt(string project)
    {
        var references = XDocument.Load(Sources.PathOf("src", project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Subset(SourceLayers.Projects[project].ToHashSet(), references.ToHashSet());
    }

    [Fact]
    public void InjectionKnowsNothingOfTheWebServerTheFileSystemOrTheClock()
    {
        var banned = new[] { "Microsoft.AspNetCore", "Microsoft.Extensions.Logging", "System.IO", "System.Net.Http", "TimeProvider", "Environment.Get" };
        Assert.All(Files("Injection"), file =>
        {
            var text = File.ReadAllText(file);
            Assert.All(banned, name => Assert.False(text.Contains(name, StringComparison.Ordinal), $"{file} uses {name}"));
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void NamespaceIsThatOfTheFolder(string project) => Assert.All(Files(project).Where(file => Path.GetFileName(file) != "Program.cs"), file =>
    {
        var folder = Path.GetRelativePath(Sources.PathOf("src"), Path.GetDirectoryName(file)!).Replace('/', '.');
        Assert.Contains($"namespace ConfigSync.{folder};", File.ReadAllText(file), StringComparison.Ordinal);
    });

    internal static IEnumerable<string> Files(string project) => Directory.EnumerateFiles(Sources.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}

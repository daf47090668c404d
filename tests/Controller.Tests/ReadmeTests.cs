using ConfigSync.Controller.Options;
using ConfigSync.TestKit;

namespace ConfigSync.Controller.Tests;

public sealed class ReadmeTests
{
    private static readonly string Section = ReadSection();

    [Fact]
    public void TableOfFlagsSaysWhatTheProgramSays()
    {
        foreach (var flag in ControllerFlags.All)
        {
            var byDefault = flag.Default is { } value ? $"`{value}`" : "";
            Assert.Contains($"| `{flag.Flag}` | {byDefault} | {flag.Help} |", Section, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TableOfRightsNamesEveryResourceAndVerbOfTheComponents()
    {
        foreach (var (component, rules) in Rights.ByComponent)
        {
            foreach (var (resource, verb) in rules.Select(rule => (rule.Resource, rule.Verb)).Distinct())
            {
                Assert.True(RowsOf(component).Any(row => row.Contains($"`{resource}`", StringComparison.Ordinal) && row.Split('|')[2].Contains(verb, StringComparison.Ordinal)),
                    $"the README does not say that {component} may {verb} {resource}");
            }
        }
    }

    /// <summary>The rows of a component: its first names it, those after it leave the name out.</summary>
    private static IEnumerable<string> RowsOf(string component) => Section.Split('\n')
        .SkipWhile(line => !line.StartsWith($"| `{component}` |", StringComparison.Ordinal))
        .TakeWhile((line, index) => index == 0 || line.StartsWith("| |", StringComparison.Ordinal));

    private static string ReadSection()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var start = readme.IndexOf("\n## The controller\n", StringComparison.Ordinal);
        return readme[start..readme.IndexOf("\n## ", start + 5, StringComparison.Ordinal)];
    }
}

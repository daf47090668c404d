using System.Text.RegularExpressions;
using ConfigSync.Controller.Options;
using ConfigSync.TestKit;

namespace ConfigSync.Controller.Tests;

/// <summary>docs/controller.md lists what the program has.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "controller.md"));

    [Fact]
    public void TableOfFlagsSaysWhatTheProgramSays()
    {
        foreach (var flag in ControllerFlags.All)
        {
            var byDefault = flag.Default is { } value ? $"`{value}`" : "";
            Assert.Contains($"| `{flag.Flag}` | {byDefault} | {flag.Help} |", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TableOfMetricsNamesEveryMetric()
    {
        var names = MetricName().Matches(Source("Hosting", "MetricsPage.cs")).Select(static match => match.Groups["name"].Value).Distinct().ToArray();

        Assert.NotEmpty(names);
        Assert.All(names, static name => Assert.Matches($@"(?m)^\| `config_sync_controller_{name}[`{{]", Page));
    }

    [Fact]
    public void TableOfLogEventsHasEveryEvent()
    {
        var rows = LogEvents.RowsOf("src", "Controller", "Telemetry", "Log.cs");

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.Contains(row, Page, StringComparison.Ordinal));
    }

    [Fact]
    public void TableOfRightsNamesEveryResourceAndVerbOfTheComponents()
    {
        foreach (var (component, rules) in Rights.ByComponent)
        {
            foreach (var (resource, verb) in rules.Select(rule => (rule.Resource, rule.Verb)).Distinct())
            {
                Assert.True(RowsOf(component).Any(row => row.Contains($"`{resource}`", StringComparison.Ordinal) && row.Split('|')[2].Contains(verb, StringComparison.Ordinal)),
                    $"docs/controller.md does not say that {component} may {verb} {resource}");
            }
        }
    }

    /// <summary>The rows of a component: its first names it, those after it leave the name out.</summary>
    private static IEnumerable<string> RowsOf(string component) => Page.Split('\n')
        .SkipWhile(line => !line.StartsWith($"| `{component}` |", StringComparison.Ordinal))
        .TakeWhile((line, index) => index == 0 || line.StartsWith("| |", StringComparison.Ordinal));

    private static string Source(string folder, string file) => File.ReadAllText(Repository.PathOf("src", "Controller", folder, file));

    [GeneratedRegex("Prefix \\+ \"(?<name>[a-z_]+)\"")]
    private static partial Regex MetricName();
}

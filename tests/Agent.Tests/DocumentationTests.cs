using System.Text.RegularExpressions;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.Contract;
using ConfigSync.TestKit;

namespace ConfigSync.Agent.Tests;

/// <summary>docs/agent.md lists what the program has.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "agent.md"));

    [Fact]
    public void EveryFlagIsDocumentedWithItsFormDefaultAndHelp() => Assert.All(AgentFlags.All, static flag =>
        Assert.Contains($"| `{Form(flag)}`{(flag.Repeatable ? " *" : "")} | {flag.Default} | {flag.Help} |", Page, StringComparison.Ordinal));

    private static string Form(ProgramOption flag) => (flag.Form is null ? flag.Flag : flag.With(flag.Form)).Replace("|", "\\|", StringComparison.Ordinal);

    [Fact]
    public void EveryMetricIsDocumented()
    {
        var options = new AgentOptions { Sources = [new SourceOption("app", "/app")], Reload = ReloadMode.Signal };
        var types = TypeLine().Matches(MetricsPage.Print(new AgentStatus(options, TimeProvider.System), "1"));
        Assert.All(types, static type => Assert.Matches($@"(?m)^\| `{type.Groups["name"].Value}(\{{[a-z]+\}})?` \| {type.Groups["type"].Value} \|", Page));
    }

    [Fact]
    public void EveryLogEventIsDocumented()
    {
        var rows = LogEvents.RowsOf("src", "Agent", "Reporting", "Log.cs");

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.Contains(row, Page, StringComparison.Ordinal));
    }

    [GeneratedRegex("# TYPE (?<name>[a-z_]+) (?<type>[a-z]+)")]
    private static partial Regex TypeLine();
}

using System.Text.RegularExpressions;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.Contract;
using ConfigSync.TestKit;

namespace ConfigSync.Agent.Tests;

/// <summary>The README's section on the agent names what there is.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void EveryFlagIsDocumentedWithItsForm() =>
        Assert.All(AgentFlags.All, static flag => Assert.Contains($"| `{Form(flag).Replace("|", "\\|", StringComparison.Ordinal)}`", Readme, StringComparison.Ordinal));

    private static string Form(ProgramOption flag) => flag.Form is null ? flag.Flag : flag.With(flag.Form);

    [Fact]
    public void EveryMetricIsDocumented()
    {
        var options = new AgentOptions { Sources = [new SourceOption("app", "/app")], Reload = ReloadMode.Signal };
        var names = TypeLine().Matches(MetricsPage.Print(new AgentStatus(options, TimeProvider.System), "1")).Select(static match => match.Groups[1].Value);
        Assert.All(names, static name => Assert.Contains(name, Readme, StringComparison.Ordinal));
    }

    [GeneratedRegex("# TYPE ([a-z_]+) ")]
    private static partial Regex TypeLine();
}

using System.Text.RegularExpressions;
using ConfigSync.Repository.Tests.Manifests;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>
/// What can be given on to the programs by values is what they understand. A program refuses what it does not know when it starts, which would be an
/// install that is half done; so the schema has to refuse it first.
/// </summary>
public sealed partial class OptionTests
{
    // Names of objects that the chart makes, and what is for other places than a cluster.
    private static readonly string[] NotForValues =
        ["--kubeconfig", "--identity", "--lease", "--certificate-secret", "--webhook-service", "--webhook-configuration"];

    [TheoryIfAvailable(Requirement.Helm)]
    [InlineData("webhook", "## Options")]
    [InlineData("controller", "## Flags")]
    public void EveryOptionIsSetByTheChartOrCanBeGiven(string program, string chapter)
    {
        var objects = Helm.Template("--set=controller.rollouts=true,controller.secrets=true,webhook.onError=warn,webhook.logLevel=debug,images.agent.pullPolicy=Always",
            "--set=agentPullSecrets[0].name=mirror");
        var set = objects.One("Deployment", $"config-sync-{program}").At("spec", "template", "spec").List("containers")[0].Texts("args")
            .Where(static argument => argument.StartsWith("--", StringComparison.Ordinal)).Select(static argument => argument.Split('=')[0]);
        var given = GivenOptions().Match(ChartValues.Schema.At("properties", program, "properties", "extraArgs", "items").Text("pattern")!).Groups["names"].Value
            .Split('|').Select(static name => $"--{name}");

        Assert.Equal(Documented(program, chapter).Except(NotForValues).Order(StringComparer.Ordinal), set.Concat(given).Order(StringComparer.Ordinal));
    }

    // The tables are held to the programs by their own tests.
    private static IEnumerable<string> Documented(string program, string chapter)
    {
        var page = File.ReadAllText(Sources.PathOf("docs", program + ".md"));
        var from = page.IndexOf(chapter + "\n", StringComparison.Ordinal);
        return RowOfAnOption().Matches(page[from..page.IndexOf("\n## ", from + 1, StringComparison.Ordinal)]).Select(static match => match.Groups["flag"].Value);
    }

    [GeneratedRegex(@"^\^--\((?<names>[a-z|-]+)\)=\.\+\$$")]
    private static partial Regex GivenOptions();

    [GeneratedRegex("^\\| `(?<flag>--[a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex RowOfAnOption();
}

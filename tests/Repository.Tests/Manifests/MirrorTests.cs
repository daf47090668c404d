using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConfigSync.Repository.Tests.Charts;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>What docs/mirrors.md tells users to write does what it says, and the same in both ways to install.</summary>
public sealed partial class MirrorTests
{
    private static readonly string Guide = File.ReadAllText(Sources.PathOf("docs", "mirrors.md"));

    [KubectlFact]
    public void NothingIsPulledFromElsewhere() =>
        Assert.All(Kustomized(), static item => Assert.DoesNotContain("ghcr.io", item.ToJsonString(), StringComparison.Ordinal));

    [FactIfAvailable(Requirement.Helm, Requirement.Kubectl)]
    public void ValuesOfTheChartMakeWhatTheKustomizationMakes()
    {
        using var folder = new TestKit.TemporaryFolder();
        var charted = Helm.Template($"--values={folder.Write("values.yaml", Block("# values.yaml"))}", "--set=namespace.create=true");

        Assert.Empty(ManifestComparison.Differences(Kustomized(), Equivalent.WithoutHelmLabels(charted)));
    }

    private static IReadOnlyList<JsonObject> Kustomized()
    {
        // Where the tests' copy of manifests/ is.
        var kustomization = Block("# my-cluster/kustomization.yaml").Replace("../config-sync/manifests/", "../", StringComparison.Ordinal);
        Directory.CreateDirectory(ManifestTree.PathOf("with-mirror"));
        File.WriteAllText(ManifestTree.PathOf("with-mirror", "kustomization.yaml"), kustomization);
        return ManifestYaml.Parse(Kubectl.Kustomize(ManifestTree.PathOf("with-mirror")));
    }

    private static string Block(string start) =>
        YamlBlock().Matches(Guide).Select(static match => match.Groups["text"].Value).Single(text => text.StartsWith(start, StringComparison.Ordinal));

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}

using System.Text.RegularExpressions;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>What SECURITY.md says of rights is what the manifests give.</summary>
public sealed class SecurityTests
{
    private static readonly string Text = File.ReadAllText(Sources.PathOf("SECURITY.md"));

    public static TheoryData<string> EveryComponentWithRights() =>
        [.. ManifestTree.Under("components").Where(static folder => File.Exists(Sources.PathOf("manifests", folder, "rbac.yaml")))];

    [Theory]
    [MemberData(nameof(EveryComponentWithRights))]
    public void EveryRightOfAComponentStandsInItsRowAndNoOther(string folder)
    {
        var rights = Assert.Single(Text.Split('\n'), line => line.StartsWith($"| `{folder}` |", StringComparison.Ordinal)).Split('|')[2];
        var rules = ManifestYaml.Parse(File.ReadAllText(Sources.PathOf("manifests", folder, "rbac.yaml"))).SelectMany(static item => item.List("rules")).ToList();

        Assert.Equal(rules.SelectMany(static rule => rule.Texts("resources")).Distinct().Order(StringComparer.Ordinal), Words(rights, "`(?<word>[a-z]+)`"));
        Assert.Equal(rules.SelectMany(static rule => rule.Texts("verbs")).Distinct().Order(StringComparer.Ordinal),
            Words(rights, @"\b(?<word>get|list|watch|create|update|patch|delete|deletecollection|bind|escalate|impersonate)\b"));
    }

    [Fact]
    public void WebhookHasNoRightAndNoToken()
    {
        Assert.Contains("\n| webhook | none, no API token;", Text, StringComparison.Ordinal);
        var account = ManifestYaml.Parse(File.ReadAllText(Sources.PathOf("manifests", "base", "webhook", "serviceaccount.yaml"))).Single();

        Assert.Equal("false", account.Text("automountServiceAccountToken"));
        Assert.DoesNotContain(Directory.EnumerateFiles(Sources.PathOf("manifests", "base"), "*", SearchOption.AllDirectories),
            static file => File.ReadAllText(file).Contains("rbac.authorization.k8s.io", StringComparison.Ordinal));
    }

    [Fact]
    public void SignaturesAreLookedForUnderTheNameOfTheWorkflowThatMakesThem()
    {
        var identity = new Regex(Regex.Match(Text, @"(?m)^\$ identity='(?<pattern>[^']+)'$").Groups["pattern"].Value);

        Assert.True(File.Exists(Sources.PathOf(".github", "workflows", "release.yml")));
        Assert.All(["v0.1.0", "v1.10.0-rc.1"], tag => Assert.Matches(identity, $"https://github.com/config-sync/config-sync/.github/workflows/release.yml@refs/tags/{tag}"));
        Assert.DoesNotMatch(identity, "https://github.com/config-sync/config-sync/.github/workflows/ci.yml@refs/tags/v0.1.0");
        Assert.DoesNotMatch(identity, "https://github.com/config-sync/config-sync/.github/workflows/release.yml@refs/heads/main");
        Assert.DoesNotMatch(identity, "https://github.com/another/config-sync/.github/workflows/release.yml@refs/tags/v0.1.0");
    }

    private static IEnumerable<string> Words(string text, string pattern) =>
        Regex.Matches(text, pattern).Select(static match => match.Groups["word"].Value).Distinct().Order(StringComparer.Ordinal);
}

using System.Text.RegularExpressions;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Laws;

/// <summary>What SECURITY.md says of rights is what the manifests give.</summary>
public sealed class SecurityTests
{
    private const string Cluster = "In the whole cluster", Namespace = "In its own namespace";
    private static readonly string Text = File.ReadAllText(Sources.PathOf("SECURITY.md"));

    public static TheoryData<string> EveryComponentWithRights() =>
        [.. ManifestTree.Under("components").Where(static folder => File.Exists(Sources.PathOf("manifests", folder, "rbac.yaml")))];

    [Theory]
    [MemberData(nameof(EveryComponentWithRights))]
    public void EveryRightOfAComponentStandsInItsRowAndNoOther(string folder)
    {
        var rights = Assert.Single(Text.Split('\n'), line => line.StartsWith($"| `{folder}` |", StringComparison.Ordinal)).Split('|')[2];

        Assert.Equal(Given(folder).Order(StringComparer.Ordinal), Documented(rights.Trim()).Order(StringComparer.Ordinal));
    }

    [Theory]
    // A verb of another resource, a scope that is another, a name that is left out.
    [InlineData("`configmaps`: get; `pods`: list, patch", "`configmaps`: get, patch; `pods`: list")]
    [InlineData("`configmaps`: get. In its own namespace: `leases`: get", "`configmaps`: get; `leases`: get")]
    [InlineData("`secrets` named `a`: get", "`secrets`: get")]
    public void RightsThatDifferInOneRuleAreNotTheSame(string first, string second) => Assert.NotEqual(Documented($"{Cluster}: {first}"), Documented($"{Cluster}: {second}"));

    [Fact]
    public void WebhookHasNoRightAndNoToken()
    {
        Assert.Contains("\n| webhook | none, no API token;", Text, StringComparison.Ordinal);
        var account = ManifestYaml.Parse(File.ReadAllText(Sources.PathOf("manifests", "base", "webhook", "serviceaccount.yaml"))).Single();

        Assert.Equal("false", account.Text("automountServiceAccountToken"));
        Assert.DoesNotContain(Directory.EnumerateFiles(Sources.PathOf("manifests", "base"), "*", SearchOption.AllDirectories),
            static file => File.ReadAllText(file).Contains("rbac.authorization.k8s.io", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docs/install.md")]
    [InlineData("SECURITY.md")]
    [InlineData("charts/config-sync/README.md")]
    public void NamespaceThatHelmMakesIsLabelledWhereverItIsDescribed(string file)
    {
        var text = File.ReadAllText(Sources.PathOf(file));

        Assert.Contains("--create-namespace", text, StringComparison.Ordinal);
        Assert.Contains("kubectl label namespace config-sync pod-security.kubernetes.io/enforce=restricted", text, StringComparison.Ordinal);
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

    /// <summary>What the manifests give, one line for each scope, resource and name.</summary>
    private static IEnumerable<string> Given(string folder) =>
        from role in ManifestYaml.Parse(File.ReadAllText(Sources.PathOf("manifests", folder, "rbac.yaml")))
        let scope = role.Text("kind") == "ClusterRole" ? Cluster : $"In the namespace {role.Text("metadata", "namespace")}"
        from rule in role.List("rules")
        from resource in rule.Texts("resources")
        from name in rule.Texts("resourceNames").DefaultIfEmpty("")
        select Line(scope == "In the namespace config-sync" ? Namespace : scope, resource, name, rule.Texts("verbs"));

    /// <summary>The rules of a row, in the same lines. Nothing else may stand there.</summary>
    private static IEnumerable<string> Documented(string rights)
    {
        foreach (var part in rights.Split(". "))
        {
            var scope = Assert.Single([Cluster, Namespace], scope => part.StartsWith(scope + ": ", StringComparison.Ordinal));
            foreach (var text in part[(scope.Length + 2)..].Split("; "))
            {
                var rule = Regex.Match(text, "^(`(?<resource>[a-z/]+)`(, )?)+( named `(?<name>[a-z-]+)`)?: ((?<verb>[a-z]+)(, )?)+$");
                Assert.True(rule.Success, $"not <resources>[ named <name>]: <verbs> (was '{text}')");
                foreach (var resource in rule.Groups["resource"].Captures.Select(static capture => capture.Value))
                {
                    yield return Line(scope, resource, rule.Groups["name"].Value, rule.Groups["verb"].Captures.Select(static capture => capture.Value));
                }
            }
        }
    }

    private static string Line(string scope, string resource, string name, IEnumerable<string> verbs) =>
        $"{scope}: {resource} '{name}': {string.Join(", ", verbs.Order(StringComparer.Ordinal))}";
}

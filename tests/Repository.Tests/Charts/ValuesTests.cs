using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
namespace ConfigSync.Repository.Tests.Charts;

/// <summary>Schema, <c>values.yaml</c> and README know the same values, and each of them does something.</summary>
public sealed class ValuesTests
{
    // For each value another one that is allowed, after what it needs to matter.
    private static readonly Dictionary<string, string> Changes = new(StringComparer.Ordinal)
    {
        ["namespace.create"] = "true",
        ["commonLabels"] = """{"team":"platform"}""",
        ["imagePullSecrets"] = """[{"name":"mirror"}]""",
        ["agentPullSecrets"] = """[{"name":"mirror"},{"name":"team.mirror"}]""",
        ["images.registry"] = "mirror.example:5000/config-sync",
        ["images.*.repository"] = "mirror.example/other",
        ["images.*.tag"] = "9.9.9",
        ["images.*.digest"] = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ["images.*.pullPolicy"] = "Always",
        ["certificates.mode"] = "certManager",
        ["certificates.certManager.issuer.name"] = "company",
        ["certificates.certManager.issuer.kind"] = "Issuer",
        ["certificates.certManager.issuer.group"] = "issuers.example",
        ["certificates.certManager.duration"] = "24h",
        ["certificates.certManager.renewBefore"] = "8h",
        ["certificates.given.secretName"] = "mine",
        ["certificates.given.certificate"] = "CERTIFICATE-----second",
        ["certificates.given.key"] = "PRIVATE KEY-----second",
        ["certificates.given.caBundle"] = "CERTIFICATE-----second",
        ["profiles"] = """{"java":{"reload":"http"}}""",
        ["namespaces"] = """{"shop":"self-watching"}""",
        ["webhook.onError"] = "warn",
        ["webhook.logLevel"] = "debug",
        ["controller.enabled"] = "false",
        ["controller.rollouts"] = "true",
        ["controller.secrets"] = "true",
        ["*.replicas"] = "3",
        ["*.extraArgs"] = """["--log-format=text"]""",
        ["*.resources.requests"] = """{"cpu":1,"ephemeral-storage":"1Gi"}""",
        ["*.resources.limits"] = """{"cpu":"0.5"}""",
        ["*.nodeSelector"] = """{"kubernetes.io/os":"linux"}""",
        ["*.tolerations"] = """[{"key":"infra","operator":"Equal","value":"yes","effect":"NoExecute","tolerationSeconds":3000000}]""",
        ["*.affinity"] = """
            {"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"In","values":["b"]}]}]}},
            "podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"podAffinityTerm":{"topologyKey":"zone","labelSelector":{"matchLabels":{"a":"b"}}}}]}}
            """,
        ["*.priorityClassName"] = "system-cluster-critical",
        ["*.podLabels"] = """{"team":"platform"}""",
        ["*.podAnnotations"] = """{"sidecar.istio.io/inject":"false"}""",
        ["monitoring.podMonitors"] = "true",
        ["monitoring.rules"] = "true",
        ["monitoring.dashboard"] = "true",
        ["monitoring.labels"] = """{"release":"kube-prometheus-stack"}""",
        ["monitoring.dashboardLabels"] = """{"dashboards":"yes"}""",
        ["guard.action"] = "deny",
        ["platform.aks"] = "true",
        ["platform.gkePrivate"] = "true",
        ["platform.openshift"] = "true",
        ["platform.hostNetwork"] = "true",
        ["networkPolicies.create"] = "false",
    };

    public static TheoryData<string> EveryValue() => [.. ChartValues.Paths];

    // `global` is for others.
    public static TheoryData<string> EveryValueThatDoesSomething() => [.. ChartValues.Paths.Where(path => path != "global")];

    [Theory]
    [MemberData(nameof(EveryValue))]
    public void ValueHasADefaultAndACommentThatSaysWhatItIs(string path)
    {
        var lines = File.ReadAllLines(Helm.PathOf("values.yaml"));
        var at = -1;
        foreach (var (name, depth) in path.Split('.').Select((name, depth) => (name, depth)))
        {
            at = Array.FindIndex(lines, at + 1, line => line.StartsWith($"{new string(' ', 2 * depth)}{name}:", StringComparison.Ordinal));
            Assert.True(at >= 0, $"values.yaml has no {path}");
        }

        Assert.NotNull(ChartValues.Default(path));
        Assert.StartsWith("#", lines[at - 1].Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryValue))]
    public void ValueHasItsRowInTheReadme(string path)
    {
        var value = ChartValues.Default(path);
        var shown = value is JsonValue text && text.TryGetValue<string>(out var plain) && plain.Length > 0 ? plain : value!.ToJsonString();

        Assert.Matches($@"(?m)^\| `{path}` \| `{Regex.Escape(shown)}` \| .{{20,}} \|$", File.ReadAllText(Helm.PathOf("README.md")));
    }

    [Fact]
    public void EveryRowOfTheReadmeIsAValue()
    {
        var readme = File.ReadAllText(Helm.PathOf("README.md"));
        var rows = readme[readme.IndexOf("## Values", StringComparison.Ordinal)..].Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(ChartValues.Paths, rows.Select(static line => line.Split('`')[1]));
    }

    [TheoryIfAvailable(Requirement.Helm)]
    [MemberData(nameof(EveryValueThatDoesSomething))]
    public void ValueChangesWhatIsRendered(string path)
    {
        var key = Changes.Keys.Single(key => key == path || (key.Contains('*', StringComparison.Ordinal) && Pattern(key).IsMatch(path)));
        var needed = Needed(path);

        Assert.NotEmpty(ManifestComparison.Differences(Helm.Template(needed), Helm.Template([.. needed, Set(path, Changes[key])])));
    }

    // A value inside of a section that is switched off changes nothing.
    private static string[] Needed(string path) => path switch
    {
        "controller.enabled" => ["--set=certificates.mode=certManager"],
        "certificates.given.secretName" or "certificates.given.caBundle" => Given("first", null),
        "certificates.given.certificate" or "certificates.given.key" => Given(null, "first"),
        "certificates.certManager.issuer.kind" or "certificates.certManager.issuer.group" => ["--set=certificates.mode=certManager,certificates.certManager.issuer.name=x"],
        _ when path.StartsWith("certificates.certManager.", StringComparison.Ordinal) => ["--set=certificates.mode=certManager"],
        "monitoring.labels" => ["--set=monitoring.rules=true"],
        "monitoring.dashboardLabels" => ["--set=monitoring.dashboard=true"],
        _ => [],
    };

    private static string[] Given(string? secret, string? pem)
    {
        var certificate = pem is null ? "" : $",certificates.given.certificate=CERTIFICATE-----{pem},certificates.given.key=PRIVATE KEY-----{pem}";
        return [$"--set=certificates.mode=given,certificates.given.caBundle=CERTIFICATE-----first,certificates.given.secretName={secret}{certificate}"];
    }

    private static string Set(string path, string value)
    {
        try
        {
            return $"--set-json={path}={JsonNode.Parse(value)!.ToJsonString()}";
        }
        catch (JsonException)
        {
            return $"--set-string={path}={value}";
        }
    }

    private static Regex Pattern(string key) =>
        new($"^{Regex.Escape(key).Replace(@"\*", "[^.]+", StringComparison.Ordinal)}$");
}

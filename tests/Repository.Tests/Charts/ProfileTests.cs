using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConfigSync.Contract;
using ConfigSync.Injection.Settings;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.Configuration;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>The schema knows the annotations that profiles may set, and the webhook understands the file that is made of them.</summary>
public sealed partial class ProfileTests
{
    // One good value for each annotation that is not a word of a list.
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["containers"] = "app, proxy",
        ["sources"] = "configmaps,secrets",
        ["signal"] = "SIGUSR1",
        ["process"] = "nginx",
        ["reload-url"] = "http://localhost:8080/-/reload",
        ["verify-url"] = "https://localhost/healthz?full=yes",
        ["verify-timeout"] = "1m30s",
        ["interval"] = "1h",
        ["target-claim"] = "data.0",
        ["target-path"] = "/var/lib/app",
        ["run-as-user"] = "1000650000",
        ["agent-cpu"] = "0.5/1",
        ["agent-memory"] = "1.5e7/0.5Gi",
        ["agent-port"] = "9600",
        ["agent-image-reference"] = "mirror.example:5000/config-sync/agent:1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ["agent-pull-secrets"] = "mirror, team.mirror",
    };

    private static IEnumerable<string> Names => PodAnnotations.All.Where(static annotation => annotation != PodAnnotations.Profile).Select(static annotation => annotation.Name);

    public static TheoryData<string> Annotations() => [.. Names];

    [Fact]
    public void SchemaKnowsEveryAnnotationThatAProfileMaySet() =>
        Assert.Equal(Names, ChartValues.Definition("profile").At("properties")!.AsObject().Select(static property => property.Key));

    [TheoryIfAvailable(Requirement.Helm)]
    [MemberData(nameof(Annotations))]
    public void ValueThatTheWebhookUnderstandsIsLetThrough(string annotation)
    {
        var values = PodAnnotations.All.Single(known => known.Name == annotation).Values;
        var schema = ChartValues.Definition("profile").At("properties", annotation);
        string[] good = ListOfWords().IsMatch(values) ? [.. Word().Matches(values).Select(static match => match.Groups[1].Value)] : [Examples[annotation]];

        if (!Examples.ContainsKey(annotation))
        {
            Assert.Equal(good, schema.Texts("enum"));
        }

        var profiles = new JsonObject(good.Select((value, at) => KeyValuePair.Create($"p{at}", (JsonNode?)new JsonObject { [annotation] = value })));
        Assert.Equal(good.Length + 1, Read($"--set-json=profiles={profiles.ToJsonString()}", "--set=profiles.self-watching=null").Count);
    }

    [FactIfAvailable(Requirement.Helm)]
    public void NamespaceHasTheProfileThatItIsGiven()
    {
        var set = Set("--set=namespaces.shop=self-watching,profiles.default=null,namespaces.plain=default", "--set-string=namespaces.2048=self-watching");

        Assert.Equal(("self-watching", "default", "self-watching", null), (set.NameFor("shop"), set.NameFor("plain"), set.NameFor("2048"), set.NameFor("other")));
    }

    [FactIfAvailable(Requirement.Helm)]
    public void LargeNumberStaysAsItWasWritten()
    {
        using var folder = new TestKit.TemporaryFolder();
        var file = folder.Write("values.yaml", "profiles: {openshift: {run-as-user: 1000650000}}");

        Assert.Contains("run-as-user: \"1000650000\"", File(Helm.Template($"--values={file}")), StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.Helm)]
    public void ProfileGoesWhenItIsSetToNull() => Assert.Equal(["default"], Read("--set=profiles.self-watching=null"));

    private static IReadOnlyList<string> Read(params string[] arguments) => [.. Set(arguments).Names];

    // As the webhook would, which must find no error.
    private static ProfileSet Set(params string[] arguments)
    {
        using var folder = new TestKit.TemporaryFolder();
        var set = ProfilesFile.Read(folder.Write("profiles.yaml", File(Helm.Template(arguments))), out var errors);

        Assert.Empty(errors);
        return set;
    }

    private static string File(IEnumerable<JsonObject> objects) => objects.One("ConfigMap", "config-sync-profiles").Text("data", "profiles.yaml")!;

    [GeneratedRegex("^(`[^`]+`(, )?)+$")]
    private static partial Regex ListOfWords();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}

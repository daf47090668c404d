using System.Text.Json.Nodes;
using System.Xml.Linq;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>The chart as Helm sees it: its form, its notes, and what is in the package.</summary>
public sealed class ChartTests
{
    public static TheoryData<string> EveryValuesFile() => [.. Directory.EnumerateFiles(Helm.PathOf("ci")).Select(static file => Path.GetFileName(file))];

    [TheoryIfAvailable(Requirement.Helm)]
    [MemberData(nameof(EveryValuesFile))]
    public void StrictLintFindsNothing(string values)
    {
        var output = Helm.Run("lint", "--strict", Helm.Chart, $"--values={Helm.PathOf("ci", values)}");

        Assert.Contains("0 chart(s) failed", output, StringComparison.Ordinal);
        Assert.DoesNotContain("[WARNING]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void VersionsAreThoseOfTheProduct()
    {
        var chart = ManifestYaml.Parse(File.ReadAllText(Helm.PathOf("Chart.yaml"))).Single();

        var version = XDocument.Load(Sources.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, chart.Text("version"));
        Assert.Equal(version, chart.Text("appVersion"));
    }

    [Fact]
    public void SchemaAllowsNothingThatItDoesNotName()
    {
        var open = Objects(ChartValues.Schema, "")
            .Where(static schema => schema.Node["type"]?.ToString() == "object" && schema.Node["additionalProperties"] is null).Select(static schema => schema.Path);

        // Charts that have this one as a part pass whatever they like.
        Assert.Equal([".properties.global"], open);
    }

    [FactIfAvailable(Requirement.Helm)]
    public void PackageHasEverythingThatItNeedsAndMakesTheSameObjects()
    {
        using var folder = new TemporaryFolder();
        Helm.Run("package", Helm.Chart, $"--destination={folder.Path}", "--version=1.2.3-rc.1+build", "--app-version=4.5.6");
        var package = Assert.Single(Directory.EnumerateFiles(folder.Path));
        string[] everything = [$"--values={Equivalent.ValuesOf("components/monitoring")}", "--namespace=config-sync"];
        var objects = ManifestYaml.Parse(Helm.Run(["template", "config-sync", package, .. everything]));

        Assert.Empty(ManifestComparison.Differences(
            Equivalent.WithoutHelmLabels(Helm.Template([.. everything, "--set=images.webhook.tag=4.5.6,images.agent.tag=4.5.6,images.controller.tag=4.5.6"])),
            Equivalent.WithoutHelmLabels(objects)));
        Assert.DoesNotContain("/ci/", Tools.Output("tar", "--list", "--gzip", "--file", package), StringComparison.Ordinal);
    }

    [TheoryIfAvailable(Requirement.Helm)]
    [InlineData("overlays/self-managed", "", "enforce=restricted")]
    [InlineData("overlays/cert-manager", "--set=platform.hostNetwork=true", "enforce=privileged")]
    [InlineData("overlays/self-signed", "--set=guard.action=none", "The certificate must be for config-sync-webhook.elsewhere.svc")]
    public void NotesSayWhatToDoNext(string overlay, string option, string line)
    {
        string[] options = [$"--values={Equivalent.ValuesOf(overlay)}", "--set=namespace.create=false", .. option.Length == 0 ? Array.Empty<string>() : [option]];
        var notes = Helm.Run(["install", "config-sync", Helm.Chart, "--namespace=elsewhere", "--dry-run=client", .. options]).Split("NOTES:")[1];

        Assert.Contains("kubectl -n elsewhere rollout status deployment/config-sync-webhook", notes, StringComparison.Ordinal);
        Assert.Contains("config-sync.dev/inject: enabled", notes, StringComparison.Ordinal);
        Assert.Contains(line, notes, StringComparison.Ordinal);
    }

    [TheoryIfAvailable(Requirement.Helm)]
    [MemberData(nameof(EveryValuesFile))]
    public void NothingOutlivesTheReleaseOnPurpose(string values) =>
        Assert.All(Helm.Template($"--values={Helm.PathOf("ci", values)}"), static item =>
            Assert.DoesNotContain(item.At("metadata", "annotations")?.AsObject() ?? [], static annotation => annotation.Key.StartsWith("helm.sh/", StringComparison.Ordinal)));

    private static IEnumerable<(string Path, JsonObject Node)> Objects(JsonNode? node, string path) => node switch
    {
        JsonObject inner => inner.SelectMany(field => Objects(field.Value, $"{path}.{field.Key}")).Prepend((path, inner)),
        JsonArray list => list.SelectMany(item => Objects(item, path)),
        _ => [],
    };
}

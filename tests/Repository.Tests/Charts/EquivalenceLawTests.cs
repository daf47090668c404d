using System.Text.Json.Nodes;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>Law: for values that mean the same, the chart makes the objects that kustomize makes, field by field, but for Helm's own labels.</summary>
public sealed class EquivalenceLawTests
{
    public static TheoryData<string, string> EveryOverlayWithEveryComponent()
    {
        var rows = new TheoryData<string, string>();
        foreach (var (overlay, component) in Equivalent.All())
        {
            rows.Add(overlay, component);
        }

        return rows;
    }

    [TheoryIfAvailable(Requirement.Helm, Requirement.Kubectl)]
    [MemberData(nameof(EveryOverlayWithEveryComponent))]
    [InlineData("overlays/cert-manager", "controller secrets rollouts monitoring guard aks")]
    [InlineData("overlays/self-signed", "monitoring guard-deny gke-private openshift")]
    [InlineData("overlays/self-managed", "secrets rollouts monitoring guard openshift host-network aks")]
    public void ChartMakesWhatKustomizeMakes(string overlay, string components)
    {
        var chosen = components.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        AssertSame(Equivalent.Kustomized(overlay, chosen), Equivalent.Charted(overlay, chosen));
    }

    [TheoryIfAvailable(Requirement.Helm, Requirement.Kubectl)]
    [InlineData("overlays/self-managed")]
    public void DefaultsMakeWhatNeedsNothingElse(string overlay) => AssertSame(ManifestTree.Render(overlay), Helm.Template("--set=namespace.create=true"));

    [Fact]
    public void EveryOverlayAndEveryComponentHasItsValuesAndIsHeldToTheLaw()
    {
        string[] folders = [.. ManifestTree.Under("overlays").Concat(ManifestTree.Under("components"))];
        var held = Equivalent.All().SelectMany(static row => new[] { row.Overlay, $"components/{row.Components}" }).ToHashSet(StringComparer.Ordinal);

        Assert.All(folders, folder =>
        {
            Assert.True(File.Exists(Equivalent.ValuesOf(folder)), $"manifests/{folder} must be had by values of the chart: write them into {Equivalent.ValuesOf(folder)}");
            Assert.True(held.Contains(folder), $"manifests/{folder} fits no overlay");
        });
        Assert.Equal(folders.Select(Equivalent.ValuesOf).Order(StringComparer.Ordinal), Directory.EnumerateFiles(Helm.PathOf("ci")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DifferencesAreToldByObjectAndPath()
    {
        static JsonObject Make(string name, string rest) => JsonNode.Parse($$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}"},{{rest}}}""")!.AsObject();
        JsonObject[] expected = [Make("a", """ "spec":{"x":[{"y":1}],"only":null} """), Make("b", """ "spec":1 """), Make("f", """ "data":{"x.yaml":"a: {b: c} # d"} """)];
        JsonObject[] actual = [Make("a", """ "spec":{"x":[{"y":"1"}]} """), Make("c", """ "spec":1 """), Make("f", """ "data":{"x.yaml":"a:\n  b: 'c'"} """)];

        Assert.Equal(
            [
                "v1 Pod a: spec.x[0].y must be 1 (was \"1\")", "v1 Pod a: spec.only must be null (was \"(absent)\")",
                "v1 Pod b: is missing", "v1 Pod c: must not be there",
            ],
            ManifestComparison.Differences(expected, actual));
    }

    private static void AssertSame(IReadOnlyList<JsonObject> kustomized, IReadOnlyList<JsonObject> charted)
    {
        var differences = ManifestComparison.Differences(kustomized, Equivalent.WithoutHelmLabels(charted));

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}

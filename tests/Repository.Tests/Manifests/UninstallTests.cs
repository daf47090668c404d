namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>Nothing is left behind that the uninstall of docs/install.md does not find.</summary>
public sealed class UninstallTests
{
    [KubectlFact]
    public void EveryObjectOfTheClusterIsFoundByTheLabelThatTheGuideAsksFor() =>
        Assert.All(
            ManifestTree.Under("overlays").Concat(ManifestTree.Under("components")).SelectMany(folder => ManifestTree.Render(folder))
                .Where(item => item.Text("metadata", "namespace") is null),
            item => Assert.True(item.Text("metadata", "labels", "app.kubernetes.io/part-of") == "config-sync", item.Title()));

    [KubectlFact]
    public void EverythingElseLivesInTheNamespaceThatGoes() =>
        Assert.All(
            ManifestTree.Under("overlays").Concat(ManifestTree.Under("components")).SelectMany(folder => ManifestTree.Render(folder))
                .Select(item => item.Text("metadata", "namespace")).Where(name => name is not null),
            name => Assert.Equal("config-sync", name));
}

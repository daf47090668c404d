using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Releases;

/// <summary>The chart as a release packages it, for the real Helm.</summary>
public sealed class ReleaseChartTests : IDisposable
{
    private static readonly string[] Names = ["webhook", "agent", "controller"];
    private static readonly string[] Digests = [.. "123".Select(static digit => $"sha256:{new string(digit, 64)}")];
    private readonly ReleaseFolder _release = new(".ci", "charts/config-sync");

    public void Dispose() => _release.Dispose();

    [FactIfAvailable(Requirement.Helm)]
    public void ChartNamesTheImagesByTheDigestsOfTheRelease()
    {
        Assert.Equal(Names.Zip(Digests, (name, digest) => $"ghcr.io/config-sync/{name}:{ReleaseFolder.Version}@{digest}"), Images());
        Assert.Equal(Names.Zip(Digests, (name, digest) => $"mirror.example/{name}:{ReleaseFolder.Version}@{digest}"), Images("--set=images.registry=mirror.example"));
    }

    [TheoryIfAvailable(Requirement.Helm)]
    [InlineData("tag=9.9.9", "ghcr.io/config-sync/{0}:9.9.9")]
    [InlineData("digest=sha256:4444444444444444444444444444444444444444444444444444444444444444",
        "ghcr.io/config-sync/{0}:{1}@sha256:4444444444444444444444444444444444444444444444444444444444444444")]
    [InlineData("repository=mirror.example/other", "mirror.example/other:{1}")]
    public void ImageThatSomebodyChoseIsNotPinnedToAnother(string value, string expected)
    {
        Assert.Equal(Names.Select(name => string.Format(null, expected, name, ReleaseFolder.Version)), Images([.. Names.Select(name => $"--set=images.{name}.{value}")]));
    }

    private string[] Images(params IEnumerable<string> options)
    {
        _release.Run("release-chart", [_release.PathOf("out"), .. Names.Zip(Digests, static (name, digest) => $"ghcr.io/config-sync/{name}:{ReleaseFolder.Version}@{digest}")]);
        var package = Assert.Single(Directory.EnumerateFiles(_release.PathOf("out")));
        var pods = ManifestYaml.Parse(Helm.Run(["template", "config-sync", package, .. options])).Pods();
        var containers = pods.SelectMany(static pod => pod.List("spec", "containers")).ToDictionary(static container => container.Text("name")!);

        var agent = Assert.Single(containers["webhook"].Texts("args"), static argument => argument.StartsWith("--agent-image=", StringComparison.Ordinal));
        return [containers["webhook"].Text("image")!, agent["--agent-image=".Length..], containers["controller"].Text("image")!];
    }
}

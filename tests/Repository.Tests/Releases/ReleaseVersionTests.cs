namespace ConfigSync.Repository.Tests.Releases;

/// <summary>The version stands in several places; <c>.ci/release-version</c> holds them to the tag, and this holds them to each other all the time.</summary>
public sealed class ReleaseVersionTests : IDisposable
{
    private static readonly string Version = ReleaseFolder.Version;
    private readonly ReleaseFolder _release = new(".ci", "Directory.Build.props", "Dockerfile", "charts/config-sync/Chart.yaml", "manifests/base/webhook/deployment.yaml",
        "manifests/components/controller/deployment.yaml", "docs/annotations.md", "SECURITY.md", "docs/mirrors.md");

    public void Dispose() => _release.Dispose();

    [Fact]
    public void VersionIsTheSameEverywhere() => Assert.Equal(Version, Tools.Output("bash", Sources.PathOf(".ci", "release-version"), $"v{Version}").Trim());

    [Theory]
    [InlineData("Directory.Build.props", "<Version>", "Directory.Build.props: Version")]
    [InlineData("charts/config-sync/Chart.yaml", "\nversion: ", "Chart.yaml: version")]
    [InlineData("charts/config-sync/Chart.yaml", "\nappVersion: ", "Chart.yaml: appVersion")]
    [InlineData("Dockerfile", "ARG VERSION=", "Dockerfile: ARG VERSION")]
    [InlineData("manifests/base/webhook/deployment.yaml", "image: ghcr.io/config-sync/webhook:", "manifests: ghcr.io/config-sync/webhook")]
    [InlineData("manifests/base/webhook/deployment.yaml", "--agent-image=ghcr.io/config-sync/agent:", "manifests: ghcr.io/config-sync/agent")]
    [InlineData("manifests/components/controller/deployment.yaml", "image: ghcr.io/config-sync/controller:", "manifests: ghcr.io/config-sync/controller")]
    [InlineData("docs/annotations.md", "mirror.example/config-sync/agent:", "docs/annotations.md: config-sync/<image>")]
    [InlineData("SECURITY.md", "ghcr.io/config-sync/agent:", "SECURITY.md: config-sync/<image>")]
    [InlineData("SECURITY.md", "gh release download v", "SECURITY.md: download")]
    [InlineData("docs/mirrors.md", "config-sync/$image:", "docs/mirrors.md: config-sync/<image>")]
    [InlineData("docs/mirrors.md", "config-sync/agent:", "docs/mirrors.md: config-sync/<image>")]
    public void PlaceThatWasForgottenIsNamed(string file, string before, string place)
    {
        // A file at a time takes the place of a link to the real one.
        _release.Change(file, before + Version, before + "7.7.7");

        var refusal = _release.Refusal("release-version", $"v{Version}");

        Assert.Contains($"{place} must have the tag's version '{Version}' (was '", refusal, StringComparison.Ordinal);
        // After the others, where it stands several times in a file.
        Assert.Contains("7.7.7')", refusal, StringComparison.Ordinal);
        Assert.Single(refusal.Split('\n'), static line => line.Contains("must have", StringComparison.Ordinal));
    }

    [Fact]
    public void PlaceThatIsGoneIsNamed()
    {
        _release.Change("Dockerfile", "ARG VERSION=", "ARG OTHER=");

        Assert.Contains($"Dockerfile: ARG VERSION must have the tag's version '{Version}' (was '')", _release.Refusal("release-version", $"v{Version}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("v0.1")]
    [InlineData("v01.0.0")]
    [InlineData("v0.1.0+build")]
    [InlineData("v0.1.0-")]
    [InlineData("v0.1.0 ")]
    [InlineData("v$(true)")]
    public void TagThatIsNoVersionIsRefused(string tag) => Assert.Contains($"(was '{tag}')", _release.Refusal("release-version", tag), StringComparison.Ordinal);

    [Fact]
    public void TagOfAnotherVersionIsRefusedWithEveryPlace() =>
        Assert.Equal(11, _release.Refusal("release-version", "v7.7.7-rc.1").Split('\n')
            .Count(static line => line.Contains("must have the tag's version '7.7.7-rc.1'", StringComparison.Ordinal)));
}

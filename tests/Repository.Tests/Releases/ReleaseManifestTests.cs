using System.Text.RegularExpressions;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Releases;

/// <summary>What a release publishes for <c>kubectl apply -f</c>.</summary>
public sealed class ReleaseManifestTests : IDisposable
{
    private static readonly string[] Images = [Image("webhook", '1'), Image("agent", '2'), Image("controller", '3')];
    private readonly ReleaseFolder _release = new(".ci");

    public void Dispose() => _release.Dispose();

    [FactIfAvailable(Requirement.Kubectl)]
    public void EveryOverlayButTheOneWithAPrivateKeyIsThere()
    {
        var files = Render();

        Assert.Equal(
            ManifestTree.Under("overlays").Where(static overlay => overlay != "overlays/self-signed").Select(static overlay => $"config-sync-{Path.GetFileName(overlay)}.yaml"),
            files.Select(static file => Path.GetFileName(file)));
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void NothingIsSecret()
    {
        // Certificates were generated where the script looks: it has to leave them alone, not just be lucky.
        Assert.True(File.Exists(ManifestTree.PathOf("overlays", "self-signed", "generated", "secret.yaml")));

        Assert.All(Render(), static file =>
        {
            Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.All(ManifestYaml.Parse(File.ReadAllText(file)).Where(static item => item.Text("kind") == "Secret"), static secret =>
            {
                Assert.Empty(secret.At("data")?.AsObject() ?? []);
                Assert.Empty(secret.At("stringData")?.AsObject() ?? []);
            });
        });
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void EveryImageIsNamedByItsDigestTheAgentsToo() =>
        Assert.All(Render(), static file =>
        {
            var pods = ManifestYaml.Parse(File.ReadAllText(file)).Pods();
            var containers = pods.SelectMany(static pod => pod.List("spec", "containers").Concat(pod.List("spec", "initContainers"))).ToList();
            var arguments = containers.SelectMany(static container => container.Texts("args")).Where(static argument => argument.Contains("image", StringComparison.Ordinal));

            Assert.Equal(["--agent-image=" + Images[1]], arguments);
            Assert.Contains(containers, static container => container.Text("image") == Images[0]);
            Assert.All(containers, static container => Assert.Contains(container.Text("image"), Images));
            // Wherever it stands.
            Assert.All(Regex.Matches(File.ReadAllText(file), @"ghcr\.io/[^\s""']+").Select(static match => match.Value), static reference => Assert.Contains(reference, Images));
        });

    [FactIfAvailable(Requirement.Kubectl)]
    public void NothingElseIsChanged() =>
        Assert.All(Render(), static file =>
        {
            var overlay = Path.GetFileNameWithoutExtension(file)["config-sync-".Length..];
            var published = Regex.Replace(File.ReadAllText(file), "@sha256:[0-9a-f]{64}", "");

            Assert.Empty(ManifestComparison.Differences(ManifestTree.Render($"overlays/{overlay}"), ManifestYaml.Parse(published)));
        });

    [TheoryIfAvailable(Requirement.Kubectl)]
    [InlineData("kind: Secret", "data: {tls.key: c2VjcmV0}", "a Secret is not empty")]
    [InlineData("kind: Secret", "stringData: {password: secret}", "a Secret is not empty")]
    [InlineData("kind: ConfigMap", "data: {key: 'BEGIN EC PRIVATE KEY'}", "there is a private key")]
    [InlineData("kind: Pod", "spec: {containers: [{name: a, image: 'busybox:1'}]}", "an image is not named by its digest")]
    [InlineData("kind: Pod", "spec: {containers: [{name: a, args: ['--agent-image=mirror.example/agent:1']}]}", "an image is not named by its digest")]
    public void OverlayThatIsNotFitForPublishingIsRefused(string kind, string content, string finding)
    {
        _release.Write("manifests/overlays/a-good-one/kustomization.yaml", "resources: [object.yaml]\n");
        _release.Write("manifests/overlays/a-good-one/object.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        _release.Write("manifests/overlays/leaky/kustomization.yaml", "resources: [object.yaml]\n");
        _release.Write("manifests/overlays/leaky/object.yaml", $"apiVersion: v1\n{kind}\nmetadata: {{name: a}}\n{content}\n");

        var refusal = _release.Refusal("release-manifests", [_release.PathOf("out"), .. Images]);

        Assert.Contains("can't publish the overlay 'leaky'", refusal, StringComparison.Ordinal);
        Assert.Contains(finding, refusal, StringComparison.Ordinal);
        Assert.False(Path.Exists(_release.PathOf("out")), "there is something to publish all the same");
    }

    [TheoryIfAvailable(Requirement.Kubectl)]
    [InlineData(0, "ghcr.io/config-sync/webhook:0.1.0")]
    [InlineData(1, "ghcr.io/config-sync/agent@sha256:1234")]
    [InlineData(2, "ghcr.io/config-sync/agent@sha256:2222222222222222222222222222222222222222222222222222222222222222")]
    public void ImageWithoutDigestOrInTheWrongPlaceIsRefused(int place, string image)
    {
        string[] images = [.. Images];
        images[place] = image;

        Assert.Contains($"(was '{image}')", _release.Refusal("release-manifests", [_release.PathOf("out"), .. images]), StringComparison.Ordinal);
    }

    private static string Image(string name, char digit) => $"ghcr.io/config-sync/{name}:{ReleaseFolder.Version}@sha256:{new string(digit, 64)}";

    private string[] Render()
    {
        _release.Link("manifests", ManifestTree.PathOf());
        _release.Run("release-manifests", [_release.PathOf("out"), .. Images]);
        return [.. Directory.EnumerateFiles(_release.PathOf("out")).Order(StringComparer.Ordinal)];
    }
}

using System.Security.Cryptography;
using System.Text;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Releases;

/// <summary>
/// The commands of the workflow, one after the other as they stand there, with programs in the place of docker, cosign, helm and gh that write down how they
/// were called. It shows that the scripts fit each other and that what is published is what was built and signed; not that those programs do as they are told.
/// </summary>
public sealed class ReleaseFlowTests : IDisposable
{
    private const string Docker = """
        previous=
        for argument; do declare "after_${previous//[^a-z]/_}=$argument"; previous=$argument; done
        case "$1 $2" in
            'buildx build')
                printf '{\n  "containerimage.descriptor": {\n    "digest": "%s"\n  },\n  "containerimage.digest": "%s",\n  "image.name": "x"\n}\n' \
                    "$(digest another)" "$(digest "$after___target on $after___platform")" > "$after___metadata_file" ;;
            'buildx imagetools')
                tag="tags/$(printf '%s' "${after___tag:-${!#}}" | tr / _)"
                mkdir -p tags
                case "$3 $#" in
                    # Of one source it makes a copy.
                    'create 6') printf '%s' "${6#*@}" > "$tag" ;;
                    create*) digest "${*:6}" > "$tag" ;;
                    inspect*) cat "$tag" ;;
                esac ;;
        esac
        """;

    private const string Cosign = """[ "$1" != sign-blob ] || sha256sum "${!#}" > SHA256SUMS.bundle""";

    private const string HelmProgram = """
        case $1 in
            version) echo v4.0.0 ;;
            package) cp "$2/Chart.yaml" "$4/config-sync-$(sed -n 's/^version: //p' "$2/Chart.yaml").tgz" ;;
            push) printf 'Pushed: %s\nDigest: %s\n' "$3" "$(digest "the chart")" >&2 ;;
        esac
        """;

    // Publishes a program that only knows its version.
    private const string DotNet = """printf '#!/bin/sh\necho "%s"\n' VERSION > "${!#}/kubectl-config_sync"; chmod +x "${!#}/kubectl-config_sync" """;

    private static readonly string Version = ReleaseFolder.Version;
    private static readonly string[] Targets = ["webhook", "agent", "controller"];
    private readonly ReleaseFolder _release = new(".ci", "Directory.Build.props", "Dockerfile", "charts/config-sync", "docs/annotations.md", "SECURITY.md", "docs/mirrors.md");

    public ReleaseFlowTests()
    {
        _release.Stub("docker", Docker);
        _release.Stub("cosign", Cosign);
        _release.Stub("helm", HelmProgram);
        _release.Stub("gh", "");
        _release.Stub("dotnet", DotNet.Replace("VERSION", Version, StringComparison.Ordinal));
    }

    public void Dispose() => _release.Dispose();

    [FactIfAvailable(Requirement.Kubectl)]
    public void EveryImageIsBuiltForEveryArchitectureWithoutATagAndWithItsAttestations()
    {
        Build();

        var builds = Calls("docker buildx build ");
        Assert.Equal(6, builds.Distinct().Count());
        Assert.All(Targets, target => Assert.All(["amd64", "arm64"], architecture =>
        {
            var build = Assert.Single(builds, call => call.Contains($"--platform linux/{architecture} --target {target} --build-arg VERSION={Version} ", StringComparison.Ordinal));
            Assert.Contains("--provenance=mode=max --sbom=true", build, StringComparison.Ordinal);
            Assert.Contains($"name=ghcr.io/config-sync/{target},push-by-digest=true,name-canonical=true,push=true", build, StringComparison.Ordinal);
        }));
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void EveryImageHasRunOnceWhereItWasBuilt()
    {
        Build();

        Assert.Equal(
            from target in Targets
            from architecture in (string[])["amd64", "arm64"]
            select $"docker run --rm {Name(target)}@{Digest($"{target} on linux/{architecture}")} --help",
            Calls("docker run "));
    }

    [Fact]
    public void ImageThatDoesNotStartIsNotHandedOn()
    {
        _release.Link("manifests", Sources.PathOf("manifests"));
        _release.Stub("docker", Docker + "\n[ \"$1\" != run ]");

        Assert.Contains("can't run 'agent' for 'arm64'", _release.Refusal("release-build", $"v{Version}", "agent", "arm64", _release.PathOf("digests")), StringComparison.Ordinal);
        Assert.False(Path.Exists(_release.PathOf("digests")), "there is something to join all the same");
    }

    [Fact]
    public void PluginOfAnotherVersionIsNotPacked()
    {
        _release.Stub("dotnet", DotNet.Replace("VERSION", "9.9.9", StringComparison.Ordinal));

        Assert.Contains($"its version must be '{Version}' (was '9.9.9')",
            _release.Refusal("release-cli", $"v{Version}", "arm64", _release.PathOf("packed")), StringComparison.Ordinal);
        Assert.False(Path.Exists(_release.PathOf("packed")), "there is something to publish all the same");
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void ImagesAreJoinedFromWhatWasBuiltAndSignedByTheirDigestBeforeAnyGetsItsVersion()
    {
        Build();
        Release();

        Assert.Equal(
            [
                .. Targets.SelectMany(static target => new[]
                {
                    $"docker buildx imagetools create --tag {Name(target)}:unsigned-{Version} {Parts(target)}",
                    $"cosign sign --yes {Name(target)}@{Joined(target)}",
                }),
                .. Targets.Select(static target => $"docker buildx imagetools create --tag {Name(target)}:{Version} {Name(target)}@{Joined(target)}"),
                $"cosign sign --yes ghcr.io/config-sync/charts/config-sync@{Digest("the chart")}",
            ],
            Calls("docker buildx imagetools create ", "cosign sign "));
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void WhereSigningFailsNoImageGetsItsVersion()
    {
        _release.Stub("cosign", "[[ $* != *controller* ]]");
        Build();

        Assert.Throws<InvalidOperationException>(Release);

        Assert.Equal(3, Calls("cosign sign ").Length);
        Assert.DoesNotContain(_release.Calls, static call => call.Contains($":{Version}", StringComparison.Ordinal));
        Assert.False(Path.Exists(_release.PathOf("artifacts", "release")), "there is something to publish all the same");
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void TagThatCameToMeanAnotherImageThanTheSignedOneIsRefused()
    {
        _release.Stub("docker", Docker.Replace("${6#*@}", $"{Digest("another")}", StringComparison.Ordinal));
        Build();

        Assert.Contains($"its digest must be the signed one, '{Joined("webhook")}' (was '{Digest("another")}')",
            Assert.Throws<InvalidOperationException>(Release).Message, StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void EveryFileOfTheReleaseHasAChecksumAndThoseAreSignedBeforeItIsMade()
    {
        Build();
        Release();

        var folder = _release.PathOf("artifacts", "release");
        string[] files = [.. Directory.EnumerateFiles(folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "SHA256SUMS", "SHA256SUMS.bundle", $"config-sync-{Version}.tgz", "config-sync-cert-manager.yaml", "config-sync-self-managed.yaml", "images.txt",
                $"kubectl-config_sync-{Version}-linux-amd64.tar.gz", $"kubectl-config_sync-{Version}-linux-arm64.tar.gz",
            ],
            files);
        Tools.Output("env", "--chdir", folder, "sha256sum", "--check", "--strict", "SHA256SUMS");
        Assert.Equal(files.Skip(2), File.ReadLines(Path.Combine(folder, "SHA256SUMS")).Select(static line => line.Split("  ")[1]).Order(StringComparer.Ordinal));

        Assert.Equal("cosign sign-blob --yes --bundle SHA256SUMS.bundle SHA256SUMS", _release.Calls[^2]);
        var made = _release.Calls[^1].Split(" -- ");
        var kind = Version.Contains('-', StringComparison.Ordinal) ? " --prerelease" : "";
        Assert.Equal($"gh release create v{Version} --verify-tag --title v{Version} --generate-notes{kind}", made[0]);
        Assert.Equal(files, made[1].Split(' ').Order(StringComparer.Ordinal));
    }

    [FactIfAvailable(Requirement.Kubectl)]
    public void ManifestsChartAndListNameTheSameImages()
    {
        Build();
        Release();

        string[] images = [.. Targets.Select(static target => $"{Name(target)}:{Version}@{Joined(target)}")];
        Assert.Equal([.. images, $"ghcr.io/config-sync/charts/config-sync:{Version}@{Digest("the chart")}"],
            File.ReadAllLines(_release.PathOf("artifacts", "release", "images.txt")));
        var manifests = File.ReadAllText(_release.PathOf("artifacts", "release", "config-sync-self-managed.yaml"));
        Assert.All(images, image => Assert.Contains(image, manifests, StringComparison.Ordinal));
        // In the place of Helm's archive.
        var chart = ManifestYaml.Parse(File.ReadAllText(_release.PathOf("artifacts", "release", $"config-sync-{Version}.tgz"))).Single();
        Assert.Equal(images.Select(static image => image.Split('@')[1]), Targets.Select(target => chart.Text("annotations", $"config-sync.dev/digest-of-{target}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256:1234")]
    public void WhereAnArchitectureIsMissingNothingIsNamedAndNothingSigned(string digest)
    {
        _release.Link("manifests", Sources.PathOf("manifests"));
        foreach (var target in Targets)
        {
            _release.Write($"digests/{target}-amd64", Digest(target) + "\n");
            _release.Write($"digests/{target}-arm64", Digest(target) + "\n");
        }

        _release.Write("digests/controller-arm64", digest);

        Assert.Contains($"can't join 'controller': its digest for 'arm64' must be sha256:<64 hex digits> (was '{digest}')",
            _release.Refusal("release-join", $"v{Version}", _release.PathOf("digests"), _release.PathOf("images.txt")), StringComparison.Ordinal);
        Assert.Empty(_release.Calls);
    }

    private static string Name(string target) => $"ghcr.io/config-sync/{target}";

    private static string Digest(string of) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)))}";

    private static IEnumerable<string> Commands(string job) => ReleaseFolder.Workflow().At("jobs", job).List("steps").Select(static step => step.Text("run")).OfType<string>();

    private static string Parts(string target) => $"{Name(target)}@{Digest($"{target} on linux/amd64")} {Name(target)}@{Digest($"{target} on linux/arm64")}";

    private static string Joined(string target) => Digest(Parts(target));

    private string[] Calls(params string[] beginnings) =>
        [.. _release.Calls.Where(call => beginnings.Any(beginning => call.StartsWith(beginning, StringComparison.Ordinal)))];

    private void Build()
    {
        _release.Link("manifests", ManifestTree.PathOf());
        var matrix = ReleaseFolder.Workflow().At("jobs", "images", "strategy", "matrix")!;
        foreach (var target in matrix.Texts("target"))
        {
            foreach (var architecture in matrix.Texts("architecture"))
            {
                _release.Step(Commands("images").Single(), $"GITHUB_REF_NAME=v{Version}", $"TARGET={target}", $"ARCHITECTURE={architecture}");
            }
        }

        foreach (var architecture in ReleaseFolder.Workflow().At("jobs", "cli", "strategy", "matrix")!.Texts("architecture"))
        {
            _release.Step(Commands("cli").Single(), $"GITHUB_REF_NAME=v{Version}", $"ARCHITECTURE={architecture}");
        }
    }

    private void Release()
    {
        foreach (var command in Commands("release"))
        {
            _release.Step(command, $"GITHUB_REF_NAME=v{Version}");
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConfigSync.Repository.Tests.Manifests;

namespace ConfigSync.Repository.Tests.Releases;

/// <summary>What the workflow that releases may do, when it runs, and that nothing is left out. That it works, only a release shows.</summary>
public sealed class ReleaseWorkflowTests
{
    private static readonly JsonObject Workflow = ReleaseFolder.Workflow();

    public static TheoryData<string> EveryJob() => [.. Workflow["jobs"]!.AsObject().Select(static job => job.Key)];

    [Fact]
    public void OnlyATagOfAVersionStartsIt() => Assert.Equal("""{"push":{"tags":["v*"]}}""", Workflow["on"]!.ToJsonString());

    [Fact]
    public void NoJobHasARightThatItDoesNotAskFor()
    {
        Assert.Equal("{}", Workflow["permissions"]!.ToJsonString());
        Assert.Equal("""{"contents":"read"}""", Job("check").At("permissions")!.ToJsonString());
        Assert.Equal("""{"contents":"read","packages":"write"}""", Job("images").At("permissions")!.ToJsonString());
        Assert.Equal("""{"contents":"read"}""", Job("cli").At("permissions")!.ToJsonString());
        Assert.Equal("""{"contents":"write","packages":"write","id-token":"write"}""", Job("release").At("permissions")!.ToJsonString());
    }

    [Fact]
    public void TagThatWasReleasedEndsTheRunFirst()
    {
        var first = Steps("check").First(static step => step.Text("run") is not null);

        Assert.Equal(".ci/release-unpublished \"$GITHUB_REF_NAME\"", first.Text("run"));
        Assert.Equal("${{ github.token }}", first.Text("env", "GH_TOKEN"));
    }

    [Fact]
    public void NothingIsPushedBeforeEverythingIsTested()
    {
        Assert.Contains(Steps("check"), static step => step.Text("run") == RootTests.Command);
        Assert.Equal("check", Job("images").Text("needs"));
        Assert.Equal("check", Job("cli").Text("needs"));
        Assert.Equal("""["images","cli"]""", Job("release").At("needs")!.ToJsonString());
    }

    [Fact]
    public void EveryImageIsBuiltForEveryArchitectureOnAMachineOfThatArchitecture()
    {
        var matrix = Job("images").At("strategy", "matrix");
        var targets = Regex.Matches(File.ReadAllText(Sources.PathOf("Dockerfile")), "(?m)^FROM base AS (?<name>.+)$").Select(static match => match.Groups["name"].Value);

        Assert.Equal(targets, matrix.Texts("target"));
        Assert.Equal(["amd64", "arm64"], matrix.Texts("architecture"));
        Assert.Equal([("amd64", "ubuntu-24.04"), ("arm64", "ubuntu-24.04-arm")], matrix.List("include").Select(static row => (row.Text("architecture"), row.Text("runner"))));
        Assert.Null(matrix.At("exclude"));
        Assert.Equal("${{ matrix.runner }}", Job("images").Text("runs-on"));

        var build = Assert.Single(Steps("images"), static step => step.Text("run")?.StartsWith(".ci/release-build ", StringComparison.Ordinal) == true);
        Assert.Equal("${{ matrix.target }} ${{ matrix.architecture }}", $"{build.Text("env", "TARGET")} {build.Text("env", "ARCHITECTURE")}");
    }

    [Fact]
    public void PluginIsBuiltOnTheSameMachinesAsTheImages()
    {
        var (images, cli) = (Job("images").At("strategy", "matrix"), Job("cli").At("strategy", "matrix"));

        Assert.Equal(images.Texts("architecture"), cli.Texts("architecture"));
        Assert.Equal(images.At("include")!.ToJsonString(), cli.At("include")!.ToJsonString());
        Assert.Equal("${{ matrix.runner }}", Job("cli").Text("runs-on"));
    }

    [Theory]
    [InlineData("images")]
    [InlineData("cli")]
    public void LastJobCanBeRunAgainDaysLater(string job)
    {
        var kept = Assert.Single(Steps(job), static step => step.Text("uses")?.StartsWith("actions/upload-artifact@", StringComparison.Ordinal) == true);

        Assert.InRange(int.Parse(kept.Text("with", "retention-days")!, CultureInfo.InvariantCulture), 14, 90);
    }

    [Theory]
    [MemberData(nameof(EveryJob))]
    public void JobEndsInTimeAndKeepsNoCredentials(string job)
    {
        Assert.InRange(int.Parse(Job(job).Text("timeout-minutes")!, CultureInfo.InvariantCulture), 1, 60);
        var checkout = Assert.Single(Steps(job), static step => step.Text("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true);
        Assert.Equal("false", checkout.Text("with", "persist-credentials"));
    }

    [Theory]
    [MemberData(nameof(EveryJob))]
    public void ActionsArePinned(string job) =>
        Assert.All(Steps(job).Select(static step => step.Text("uses")).OfType<string>(), static action => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", action));

    [Theory]
    [MemberData(nameof(EveryJob))]
    public void NoCommandHoldsTextOfWhoeverPushes(string job) =>
        Assert.All(Steps(job).Select(static step => step.Text("run")).OfType<string>(), static command => Assert.DoesNotContain("${{", command, StringComparison.Ordinal));

    [Fact]
    public void CosignIsOneThatMakesBundles()
    {
        var installer = Assert.Single(Steps("release"), static step => step.Text("uses")?.StartsWith("sigstore/cosign-installer@", StringComparison.Ordinal) == true);

        Assert.Matches(@"^v([3-9]|[1-9]\d+)\.\d+\.\d+$", installer.Text("with", "cosign-release"));
    }

    [Fact]
    public void RunOfAReleaseIsNeverStoppedHalfWay() => Assert.Equal("false", Workflow.Text("concurrency", "cancel-in-progress"));

    private static JsonNode Job(string name) => Workflow.At("jobs", name)!;

    private static IReadOnlyList<JsonNode> Steps(string job) => Job(job).List("steps");
}

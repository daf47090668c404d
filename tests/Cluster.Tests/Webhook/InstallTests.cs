using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Manifests;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>What users install is what the API server takes: every field known, every value valid, every Pod within its namespace's level.</summary>
public sealed class InstallTests(WebhookCluster fixture) : WebhookScenario(fixture)
{
    // Its namespace is lowered by the same manifests, which a dry run does not keep.
    private const string HostNetwork = "host-network";

    public static TheoryData<string> EveryFolder => [.. ManifestTree.Under("overlays"), .. ManifestTree.Under("examples")];

    public static TheoryData<string> EveryComponent => [.. ManifestTree.Under("components").Select(folder => Path.GetFileName(folder))];

    [TheoryIfAvailable(Requirement.ApiServer, Requirement.Kubectl)]
    [MemberData(nameof(EveryFolder))]
    public async Task FolderIsTakenAsItIs(string folder) => await AssertTakenAsync(ManifestTree.Render(folder));

    [TheoryIfAvailable(Requirement.ApiServer, Requirement.Kubectl)]
    [MemberData(nameof(EveryComponent))]
    public async Task ComponentIsTakenWithEveryOverlay(string component)
    {
        foreach (var overlay in ManifestTree.Under("overlays").Where(overlay => !ManifestTree.Brings(overlay, component)))
        {
            await AssertTakenAsync(ManifestTree.Render(overlay, OnTopOf(component, overlay)), component == HostNetwork ? "hostNetwork=true" : null);
        }
    }

    [TheoryIfAvailable(Requirement.ApiServer, Requirement.Kubectl)]
    [InlineData("overlays/self-managed")]
    [InlineData("overlays/self-signed")]
    public void KubectlAppliesTheOverlay(string overlay)
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config", Cluster.AdminKubeConfig());

        var said = Tools.Output("kubectl", "--kubeconfig", config, "apply", "--kustomize", ManifestTree.PathOf(overlay), "--dry-run=server", "--server-side", "--force-conflicts");

        Assert.All(said.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("serverside-applied (server dry run)", line, StringComparison.Ordinal));
    }

    // Some stand on the controller, which overlays may bring.
    private static string[] OnTopOf(string component, string overlay) =>
        component is "secrets" or "rollouts" or "self-managed-certs" && !ManifestTree.Brings(overlay, "controller") ? ["controller", component] : [component];

    private async Task AssertTakenAsync(IReadOnlyList<JsonObject> objects, string? warningOf = null)
    {
        var taken = 0;
        foreach (var item in objects)
        {
            // Of cert-manager's and the Prometheus operator's kinds, which are not installed.
            if (!await Cluster.Admin.KnowsAsync(item))
            {
                continue;
            }

            var applied = await Cluster.Admin.ApplyAsync(item, "user", $"{DryRun}&force=true");
            Assert.True(applied.IsDone, $"{(string?)item["kind"]} {(string?)item["metadata"]!["name"]}: {applied.Message}");
            Assert.All(applied.Warnings, warning => Assert.True(warningOf is not null && warning.Contains(warningOf, StringComparison.Ordinal), warning));
            taken++;
        }

        Assert.True(taken > 0);
    }
}

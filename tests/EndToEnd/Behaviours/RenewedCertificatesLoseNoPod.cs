using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;
using ConfigSync.TestKit.Manifests;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>With the overlay self-signed, where a renewal can be asked for: the commands are those of certs/README.md.</summary>
internal sealed class RenewedCertificatesLoseNoPod : Behaviour
{
    private const string Expiry = "config_sync_webhook_certificate_expiry_timestamp_seconds";

    public override string Promise => "a renewed serving certificate, then a renewed CA, under a stream of Pod creations: none refused, none without the agent";

    public override async Task<string> RunAsync(Stage stage)
    {
        await stage.Installation.InstallAsync("self-signed");
        var space = await stage.NamespaceAsync("renewal");
        var created = await CreationStream.DuringAsync(stage, space, async () =>
        {
            await RenewAsync(stage, "--renew");
            await RenewAsync(stage, "--renew-ca");
        });
        await stage.DropAsync(space);
        await stage.Installation.UninstallAsync();
        return $"{created} creations";
    }

    private static async Task RenewAsync(Stage stage, string how)
    {
        var before = await ServedAsync(stage);
        Tools.Output("bash", Repository.PathOf("certs", "generate.sh"), how, "--out", ManifestTree.PathOf("certs"),
            "--overlay", ManifestTree.PathOf("overlays", "self-signed", "generated"));
        Tools.Output("kubectl", "apply", "-k", ManifestTree.PathOf("overlays", "self-signed"));
        // One replica after the other, so that for a while they serve different pairs, as when two kubelets look at different times.
        foreach (var pod in before.Keys)
        {
            (await stage.Cluster.Api.MergeAsync($"/api/v1/namespaces/{Installation.Space}/pods/{pod}", JsonNode.Parse($$$"""
                {"metadata": {"annotations": {"config-sync.test/look": "{{{how}}}"} } }
                """)!.AsObject())).Done();
            await Patience.UntilAsync(async () => (await ServedAsync(stage))[pod] != before[pod], $"{pod} serves the renewed certificate");
        }
    }

    /// <summary>When the certificate of each replica expires: one that was made later expires later.</summary>
    private static async Task<Dictionary<string, string?>> ServedAsync(Stage stage)
    {
        var served = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pod in await stage.Installation.PodsAsync(Installation.Webhook))
        {
            var page = await stage.Cluster.AskAsync(pod, 8080, "/metrics");
            served[pod.Name] = page?.Split('\n').SingleOrDefault(static line => line.StartsWith(Expiry, StringComparison.Ordinal));
        }

        return served;
    }
}

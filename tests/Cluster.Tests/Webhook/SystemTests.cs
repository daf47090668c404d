using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Cluster.Tests.Controller;
using ConfigSync.Contract;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>Webhook and controller together, in the cluster that both are made for.</summary>
public sealed class SystemTests(WebhookCluster fixture) : WebhookScenario(fixture)
{
    private const string SecretPath = "/api/v1/namespaces/config-sync/secrets/config-sync-webhook-tls";

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ChangeOfAConfigMapNudgesThePodThatTheWebhookInjected()
    {
        var shop = new Shop(Cluster, await NewNamespaceAsync("baseline"));
        await shop.PutConfigMapAsync("app", "1");
        await using var rights = await Rights.GrantAsync(Cluster, "controller");
        await using var controller = RunningController.Start(await Fixture.ControllerKubeConfigAsync(), "one", "--nudge-repeat=200ms", "--nudge-interval=100ms");
        await controller.UntilAsync("LeadershipGained");
        await controller.UntilAsync("Synced");

        var (created, _) = await CreateAsync(Pods.MountingConfigMap("p", shop.Name).Labelled("enabled"), "");
        await shop.AddPodAsync("marker", Shop.Record("signal", Shop.Mounted("marker")));
        await Wait.Until(
            async () => await controller.MetricAsync("pods") == 2 && await controller.MetricAsync("""queue_depth{queue="nudges"}""") == 0, "the controller knows both Pods");
        var mark = Cluster.Audit.End;
        await shop.PutConfigMapAsync("app", "2");
        await Wait.Until(() => Nudges().Count() == 2, "the Pod is nudged twice");

        Assert.All(Nudges(), nudge => Assert.Equal(200, nudge));
        var pod = await Cluster.Admin.GetAsync(shop.PathOf("pods", "p"));
        Assert.NotNull(pod["metadata"]!["annotations"]![InjectedNames.NudgeAnnotationKey]);
        Assert.True(JsonNode.DeepEquals(created.Done()["spec"], pod["spec"]));

        IEnumerable<int> Nudges() => Cluster.Audit.Since(mark).Where(entry => entry is { Verb: "patch", Resource: "pods", Name: "p" }).Select(static entry => entry.Status);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PairThatTheControllerMakesIsTheOneThatTheApiServerTrusts()
    {
        await using var own = await WebhookProcess.StartAsync();
        try
        {
            await using var rights = await Rights.GrantAsync(Cluster, "controller");
            await using var more = await Rights.GrantAsync(Cluster, "self-managed-certs");
            await using var controller = RunningController.Start(await Fixture.ControllerKubeConfigAsync(), "one", "--certificates");
            await controller.UntilAsync("AuthoritiesPublished");

            // What the kubelet does with a mounted Secret.
            var data = (await Cluster.Admin.GetAsync(SecretPath))["data"]!;
            own.Folder.Write(WebhookProcess.KeyName, Text(data["tls.key"]));
            own.Folder.Write(WebhookProcess.CertificateName, Text(data["tls.crt"]));
            Fixture.Serve(own);
            await Fixture.UntilInjectedAsync();
        }
        finally
        {
            await Cluster.Admin.DeleteAsync(SecretPath);
            Fixture.Serve();
            await Fixture.RegisterAsync();
        }
    }

    private static string Text(JsonNode? data) => Encoding.ASCII.GetString(Convert.FromBase64String((string)data!));
}

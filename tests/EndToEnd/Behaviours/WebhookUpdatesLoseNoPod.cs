using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class WebhookUpdatesLoseNoPod : Behaviour
{
    private const string Deployment = "config-sync-webhook";

    public override string Promise => "a rolling update of the webhook and a deleted replica, under a stream of Pod creations: none refused, none without the agent";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("stream");
        var update = await CreationStream.DuringAsync(stage, space, async () =>
        {
            (await stage.Cluster.Api.MergeAsync($"/apis/apps/v1/namespaces/{Installation.Space}/deployments/{Deployment}", JsonNode.Parse($$$"""
                {"spec": {"template": {"metadata": {"annotations": {"config-sync.test/restarted": "{{{Guid.NewGuid()}}}"} } } } }
                """)!.AsObject())).Done();
            await stage.Installation.AvailableAsync(Deployment);
        });
        var deletion = await CreationStream.DuringAsync(stage, space, async () =>
        {
            var pods = await stage.Cluster.Api.GetAsync($"/api/v1/namespaces/{Installation.Space}/pods?labelSelector=app.kubernetes.io%2Fname%3D{Deployment}");
            var victim = (string)pods["items"]![0]!["metadata"]!["name"]!;
            await stage.Cluster.Api.DeleteAsync($"/api/v1/namespaces/{Installation.Space}/pods/{victim}");
            await Patience.UntilAsync(
                async () => await stage.Cluster.Api.FindAsync($"/api/v1/namespaces/{Installation.Space}/pods/{victim}") is null, "the replica is gone");
            await stage.Installation.AvailableAsync(Deployment);
        });
        await stage.DropAsync(space);
        return $"{update} creations during the update, {deletion} during the deletion";
    }
}

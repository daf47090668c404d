using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class WebhookUpdatesLoseNoPod : Behaviour
{
    public override string Promise => "a rolling update of the webhook and a deleted replica, under a stream of Pod creations: none refused, none without the agent";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("stream");
        var update = await CreationStream.DuringAsync(stage, space, async () =>
        {
            (await stage.Cluster.Api.MergeAsync($"/apis/apps/v1/namespaces/{Installation.Space}/deployments/{Installation.Webhook}", JsonNode.Parse($$$"""
                {"spec": {"template": {"metadata": {"annotations": {"config-sync.test/restarted": "{{{Guid.NewGuid()}}}"} } } } }
                """)!.AsObject())).Done();
            await stage.Installation.AvailableAsync(Installation.Webhook);
        });
        var deletion = await CreationStream.DuringAsync(stage, space, async () =>
        {
            var victim = (await stage.Installation.PodsAsync(Installation.Webhook))[0].Name;
            await stage.Cluster.Api.DeleteAsync($"/api/v1/namespaces/{Installation.Space}/pods/{victim}");
            await Patience.UntilAsync(
                async () => await stage.Cluster.Api.FindAsync($"/api/v1/namespaces/{Installation.Space}/pods/{victim}") is null, "the replica is gone");
            await stage.Installation.AvailableAsync(Installation.Webhook);
        });
        await stage.DropAsync(space);
        return $"{update} creations during the update, {deletion} during the deletion";
    }
}

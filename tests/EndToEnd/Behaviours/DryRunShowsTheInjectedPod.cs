using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class DryRunShowsTheInjectedPod : Behaviour
{
    public override string Promise => "`--dry-run=server` shows the Pod with the agent and creates nothing";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("dry-run");
        var answer = (await stage.Cluster.Api.CreateAsync(Workloads.Pod("tried", space, "enabled"), "dryRun=All")).Done();

        Assert.True(Pod.HasAgent(answer));
        Assert.Empty(await stage.Cluster.PodsAsync(space, "tried"));
        await stage.DropAsync(space);
        return "";
    }
}

using ConfigSync.EndToEnd.Applications;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class KilledApplicationStartsWithTheNewest : Behaviour
{
    public override string Promise => "an application that is killed starts with the newest configuration, at a subPath too, and reloads as before";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("killed-app");
        var nginx = RealApplications.Nginx;
        var pod = await nginx.StartAsync(stage.Cluster, space);
        await nginx.ChangeAsync(stage.Cluster, space, 1);
        await nginx.ArrivedAsync(stage.Cluster, pod, 1);
        await RealApplications.KillNginxAsync(stage.Cluster, pod);
        await nginx.ArrivedAsync(stage.Cluster, pod, 1);

        await nginx.ChangeAsync(stage.Cluster, space, 2);
        await nginx.ArrivedAsync(stage.Cluster, pod, 2);
        var after = await stage.Cluster.PodAsync(pod);
        Assert.Equal((1, 0), (after.RestartsOf("app"), after.RestartsOf("config-sync")));
        await stage.DropAsync(space);
        return "";
    }
}

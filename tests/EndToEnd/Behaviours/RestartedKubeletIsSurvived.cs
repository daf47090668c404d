using ConfigSync.EndToEnd.Applications;
using ConfigSync.EndToEnd.Running;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class RestartedKubeletIsSurvived : Behaviour
{
    public override string Promise => "a kubelet that is restarted restarts nothing of an injected Pod, and changes arrive again";

    public override string? Missing(EndToEndOptions options) =>
        options.RestartKubelet is null ? "E2E_RESTART_KUBELET must be a shell command that restarts the node's kubelet" : null;

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("kubelet");
        var nginx = RealApplications.Nginx;
        var pod = await nginx.StartAsync(stage.Cluster, space);

        Tools.Output("bash", "-c", stage.Options.RestartKubelet!);
        // Made while the kubelet is away or just back: it must find it by itself.
        await nginx.ChangeAsync(stage.Cluster, space, 1);
        await nginx.ArrivedAsync(stage.Cluster, pod, 1);

        Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);
        // Kubernetes 1.35 had a regression here: containers that crashed after the kubelet's restart were not started again.
        await RealApplications.KillNginxAsync(stage.Cluster, pod);
        await nginx.ChangeAsync(stage.Cluster, space, 2);
        await nginx.ArrivedAsync(stage.Cluster, pod, 2);
        await stage.DropAsync(space);
        return "";
    }
}

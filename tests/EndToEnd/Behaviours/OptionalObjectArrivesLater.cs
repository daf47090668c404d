using System.Globalization;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class OptionalObjectArrivesLater : Behaviour
{
    private const string App = "optional";

    public override string Promise => "a Pod whose optional ConfigMap does not exist starts, and gets it and a signal when it is created";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync(App);
        await stage.Cluster.ApplyAsync(space, Workloads.Deployment(App, Workloads.Reader("volumeMounts: [{name: config, mountPath: /etc/app}]"),
            $"[{{name: config, configMap: {{name: {App}, optional: true}}}}]"));
        var pod = await stage.Cluster.ReadyPodAsync(space, App);
        Assert.Null(await stage.Cluster.AskAsync(pod, 8080, "/etc/app/key"));

        var began = TimeProvider.System.GetTimestamp();
        await stage.Cluster.SetConfigMapAsync(space, App, "key", "one");
        await Patience.UntilAsync(async () => await stage.Cluster.AskAsync(pod, 8080, "/hups") == "1", "the application got its signal");
        var took = TimeProvider.System.GetElapsedTime(began);

        Assert.Equal("one", await stage.Cluster.AskAsync(pod, 8080, "/etc/app/key"));
        Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);
        await stage.DropAsync(space);
        return string.Create(CultureInfo.InvariantCulture, $"after {took.TotalSeconds:0.00} s");
    }
}

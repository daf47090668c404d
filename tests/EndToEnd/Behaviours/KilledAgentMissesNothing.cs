using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class KilledAgentMissesNothing : Behaviour
{
    private const string App = "killed-agent";

    public override string Promise => "an agent that is killed comes back, neither repeats nor misses a reload, and the application does not notice";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync(App);
        await stage.Cluster.SetConfigMapAsync(space, App, "key", "one");
        await stage.Cluster.ApplyAsync(space, Workloads.Deployment(
            App, Workloads.Reader("volumeMounts: [{name: config, mountPath: /etc/app}]"), $"[{{name: config, configMap: {{name: {App}}}}}]"));
        var pod = await stage.Cluster.ReadyPodAsync(space, App);
        await ChangeAsync(stage, pod, "two", hups: 1);

        // The two share a process namespace and a user, so the application's own shell can do it.
        LiveCluster.Execute(pod, "app", "for p in /proc/[0-9]*; do case \"$(tr '\\0' ' ' < $p/cmdline)\" in /usr/local/bin/config-sync*) kill -9 ${p#/proc/};; esac; done");
        await Patience.UntilAsync(async () => (await stage.Cluster.PodAsync(pod)).RestartsOf("config-sync") == 1, "the agent was started again");
        await Patience.UntilAsync(async () => (await stage.Cluster.PodAsync(pod)).IsReady, "the Pod is ready");
        Assert.Equal("1", await stage.Cluster.AskAsync(pod, 8080, "/hups"));

        await ChangeAsync(stage, pod, "three", hups: 2);
        Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).RestartsOf("app"));
        await stage.DropAsync(space);
        return "";
    }

    private static async Task ChangeAsync(Stage stage, Pod pod, string content, int hups)
    {
        await stage.Cluster.SetConfigMapAsync(pod.Namespace, App, "key", content);
        string? seen = null;
        await Patience.UntilAsync(async () => (seen = await stage.Cluster.AskAsync(pod, 8080, "/hups")) == $"{hups}", () => $"{hups} signals came; {seen}");
        Assert.Equal(content, await stage.Cluster.AskAsync(pod, 8080, "/etc/app/key"));
    }
}

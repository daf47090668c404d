using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class EnvironmentChangesRestartInPlace : Behaviour
{
    private const string App = "env";

    public override string Promise => "with `env-changes: restart` a changed ConfigMap behind `env` restarts the container in its Pod, with the new value";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync(App);
        await stage.Cluster.SetConfigMapAsync(space, App, "GREETING", "one");
        await stage.Cluster.ApplyAsync(space, Workloads.Deployment(App, Workloads.Reader($$"""
            env: [{name: GREETING, valueFrom: {configMapKeyRef: {name: {{App}}, key: GREETING} } }]
            """), "[]", "{config-sync.dev/env-changes: restart}"));
        var pod = await stage.Cluster.ReadyPodAsync(space, App);
        Assert.Equal("one", await stage.Cluster.AskAsync(pod, 8080, "/env/GREETING"));

        await stage.Cluster.SetConfigMapAsync(space, App, "GREETING", "two");
        await Patience.UntilAsync(async () => await stage.Cluster.AskAsync(pod, 8080, "/env/GREETING") == "two", "the variable has its new value");

        var after = await stage.Cluster.ReadyPodAsync(space, App);
        Assert.Equal(pod.Uid, after.Uid);
        Assert.Equal((1, 0), (after.RestartsOf("app"), after.RestartsOf("config-sync")));
        await stage.DropAsync(space);
        return "";
    }
}

using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class StatefulSetKeepsItsClaim : Behaviour
{
    private const string App = "stateful";

    private static readonly string Container = Workloads.Reader("""
        volumeMounts:
          - {name: data, mountPath: /data}
          - {name: config, mountPath: /data/app.conf, subPath: app.conf}
        """);

    public override string Promise => "a file by subPath inside a StatefulSet's claim is copied into the claim, follows changes, and is there for the next Pod";

    public override async Task<string> RunAsync(Stage stage)
    {
        // The volume is a folder of the node that belongs to root, so a first container gives it to the application: not `restricted`.
        var space = await stage.NamespaceAsync(App, "privileged");
        await stage.Cluster.SetConfigMapAsync(space, App, "app.conf", "one");
        await stage.VolumeAsync(space);
        await stage.Cluster.ApplyAsync(space, $$"""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: {{App}}}
            spec:
              serviceName: {{App}}
              replicas: 1
              selector: {matchLabels: {app: {{App}} } }
              template:
                metadata: {labels: {app: {{App}}, config-sync.dev/inject: required} }
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 2
                  securityContext: {runAsUser: 101, runAsGroup: 101, fsGroup: 101}
                  initContainers:
                    - {{Workloads.Indent(Workloads.Owner(101, "data", "/data"), 10)}}
                  containers:
                    - name: app
                      {{Workloads.Indent(Container, 10)}}
                  volumes: [{name: config, configMap: {name: {{App}} } }]
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], storageClassName: {{space}}, resources: {requests: {storage: 1Gi} } }
            """);
        var pod = await stage.Cluster.ReadyPodAsync(space, App);
        Assert.Equal("into-volume", pod.Strategies);
        await ShowsAsync(stage, pod, "one");

        await stage.Cluster.SetConfigMapAsync(space, App, "app.conf", "two");
        await ShowsAsync(stage, pod, "two");
        Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);

        await stage.Cluster.Api.DeleteAsync($"/api/v1/namespaces/{space}/pods/{pod.Name}");
        await Patience.UntilAsync(async () => (await stage.Cluster.PodsAsync(space, App)) is [{ IsReady: true } next] && next.Uid != pod.Uid, "the next Pod is ready");
        await ShowsAsync(stage, pod, "two");

        await stage.DropAsync(space);
        return "";
    }

    private static Task ShowsAsync(Stage stage, Pod pod, string content) =>
        Patience.UntilAsync(async () => await stage.Cluster.AskAsync(pod, 8080, "/data/app.conf") == content, $"the application sees '{content}'");
}

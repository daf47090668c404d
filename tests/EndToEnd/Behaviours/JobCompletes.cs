using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class JobCompletes : Behaviour
{
    private const string App = "job";

    public override string Promise => "a Job with the agent sees a change while it runs, and completes";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync(App);
        await stage.Cluster.SetConfigMapAsync(space, App, "key", "one");
        // It ends once it has seen the change, so completing proves both.
        await stage.Cluster.ApplyAsync(space, $$"""
            apiVersion: batch/v1
            kind: Job
            metadata: {name: {{App}}}
            spec:
              backoffLimit: 0
              template:
                metadata: {labels: {app: {{App}}, config-sync.dev/inject: enabled}, annotations: {config-sync.dev/reload: none} }
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault} }
                  containers:
                    - name: app
                      image: {{Workloads.Applications}}
                      command: [sh, -c, 'until grep -q two /etc/app/key; do sleep 0.1; done']
                      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]} }
                      volumeMounts: [{name: config, mountPath: /etc/app}]
                  volumes: [{name: config, configMap: {name: {{App}} } }]
            """);
        var pod = await stage.Cluster.ReadyPodAsync(space, App);
        Assert.True(pod.IsInjected);
        await stage.Cluster.SetConfigMapAsync(space, App, "key", "two");

        await Patience.UntilAsync(
            async () => (int?)(await stage.Cluster.Api.GetAsync($"/apis/batch/v1/namespaces/{space}/jobs/{App}"))["status"]!["succeeded"] == 1, "the Job completes");
        Assert.Equal("Succeeded", (await stage.Cluster.PodAsync(pod)).Phase);
        await stage.DropAsync(space);
        return "";
    }
}

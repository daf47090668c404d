using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;
using ConfigSync.TestKit.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>The example file-inside-pvc as it is, but for the names of images and the volume that its claim gets here.</summary>
internal sealed class OpenClawTakesItsConfiguration : Behaviour
{
    private const string App = "openclaw";
    private const string Key = "openclaw.json";
    private const int Changes = 10;

    // What OpenClaw logs: at the end of its start, and when the file that it watches differs from what it runs, with the paths that do.
    private const string Started = "startup outcomes:";
    private const string Noticed = "config change detected";
    private const string Changed = "timeoutSeconds";

    public override string Promise => "OpenClaw, whose file lies by subPath inside its claim, takes each change by itself, without a restart";

    public override string? Missing(EndToEndOptions options) =>
        options.OpenClaw is null ? "needs OpenClaw: E2E_OPENCLAW=<folder> for `make e2e-images` and `make e2e`; a folder with `npm install openclaw` and Node 24 as `node`" : null;

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync(App, "privileged");
        await stage.VolumeAsync(space);
        // What the example leaves to its user; OpenClaw does not listen without it.
        await stage.Cluster.ApplyAsync(space, $$"""
            apiVersion: v1
            kind: Secret
            metadata: {name: openclaw-secrets}
            stringData: {OPENCLAW_GATEWAY_TOKEN: {{Guid.NewGuid():N}} }
            """);
        var objects = ManifestTree.Render("examples/file-inside-pvc").Select(static item => item.DeepClone().AsObject()).ToList();
        foreach (var item in objects)
        {
            await stage.Cluster.ApplyAsync(space, Adapted(item, space));
        }

        var pod = await stage.Cluster.ReadyAsync(space, $"app.kubernetes.io/name={App}");
        Assert.Equal("into-volume", pod.Strategies);
        await Patience.UntilAsync(async () => (await LogAsync(stage, pod)).Contains(Started, StringComparison.Ordinal), "the gateway has started");

        var times = new List<TimeSpan>();
        for (var change = 1; change <= Changes; change++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await stage.Cluster.SetConfigMapAsync(space, "openclaw-config", Key, WithTimeout(objects, change));
            await Patience.UntilAsync(async () => Notices(await LogAsync(stage, pod)) == change, () => $"OpenClaw notices change {change}");
            times.Add(TimeProvider.System.GetElapsedTime(began));
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(3200, 4800)), TimeProvider.System);
        }

        stage.Add(new Measurement(App, pod.Strategies, times, (await stage.Cluster.PodAsync(pod)).Restarts));
        Assert.Equal(0, (await stage.Cluster.PodAsync(pod)).Restarts);
        await stage.DropAsync(space);
        return $"{Changes} changes, with the 0.3 s for which OpenClaw itself waits";
    }

    private static JsonObject Adapted(JsonObject item, string space)
    {
        if ((string)item["kind"]! == "PersistentVolumeClaim")
        {
            item["spec"]!["storageClassName"] = space;
        }
        else if (item["spec"]?["template"]?["spec"] is { } pod)
        {
            pod["initContainers"]![0]!["image"] = Workloads.Applications;
            pod["containers"]![0]!["image"] = Workloads.OpenClaw;
            pod["initContainers"]!.AsArray().Insert(0, ManifestYaml.Parse(Workloads.Owner(1000, "data", "/home/node/.openclaw"))[0]);
        }

        return item;
    }

    private static string WithTimeout(IEnumerable<JsonObject> objects, int seconds)
    {
        var text = (string)objects.Single(static item => (string)item["metadata"]!["name"]! == "openclaw-config")["data"]![Key]!;
        var configuration = JsonNode.Parse(text)!;
        configuration["agents"]!["defaults"]![Changed] = 600 + seconds;
        return configuration.ToJsonString();
    }

    private static int Notices(string log) =>
        log.Split('\n').Count(static line => line.Contains(Noticed, StringComparison.Ordinal) && line.Contains(Changed, StringComparison.Ordinal));

    private static Task<string> LogAsync(Stage stage, Pod pod) => stage.Cluster.LogAsync(pod, App);
}

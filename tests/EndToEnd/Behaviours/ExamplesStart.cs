using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;
using ConfigSync.TestKit.Manifests;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>The examples as they stand, except for the names of images.</summary>
internal sealed class ExamplesStart : Behaviour
{
    // What has an equal from Debian. The others' images are their authors' own.
    private static readonly Dictionary<string, string> Local = new(StringComparer.Ordinal)
    {
        ["nginxinc/nginx-unprivileged:1.27"] = Workloads.Nginx,
        ["busybox:1.37"] = Workloads.Applications,
    };

    public override string Promise => "each example of manifests/examples whose images are at hand is injected and starts";

    public override async Task<string> RunAsync(Stage stage)
    {
        var started = new List<string>();
        var left = new List<string>();
        foreach (var folder in ManifestTree.Under("examples"))
        {
            var objects = ManifestTree.Render(folder).Select(static item => item.DeepClone().AsObject()).ToList();
            var images = objects.SelectMany(Containers).Select(static container => (string)container["image"]!).Distinct().ToList();
            var example = Path.GetFileName(folder);
            if (images.Except(Local.Keys).FirstOrDefault() is { } foreign)
            {
                left.Add($"{example} ({foreign})");
                continue;
            }

            await StartAsync(stage, example, objects);
            started.Add(example);
        }

        Assert.NotEmpty(started);
        return $"{string.Join(", ", started)}; no local image for {string.Join(", ", left)}";
    }

    private static async Task StartAsync(Stage stage, string example, IReadOnlyList<JsonObject> objects)
    {
        var space = await stage.NamespaceAsync($"example-{example}");
        foreach (var container in objects.SelectMany(Containers))
        {
            container["image"] = Local[(string)container["image"]!];
        }

        foreach (var item in objects)
        {
            await stage.Cluster.ApplyAsync(space, item);
        }

        foreach (var template in objects.Select(static item => item["spec"]?["template"]).OfType<JsonNode>())
        {
            var app = (string)template["metadata"]!["labels"]!["app"]!;
            Assert.True((await stage.Cluster.ReadyPodAsync(space, app)).IsInjected, $"{example}: {app} has no agent");
        }

        await stage.DropAsync(space);
    }

    private static IEnumerable<JsonNode> Containers(JsonObject item) =>
        item["spec"]?["template"]?["spec"] is { } pod
            ? ((JsonArray?)pod["initContainers"] ?? []).Concat(pod["containers"]!.AsArray()).Select(static container => container!)
            : [];
}

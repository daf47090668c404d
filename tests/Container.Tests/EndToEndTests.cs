using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.TestKit.Json;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>
/// The whole way, with images alone: an example's Pod is admitted by the webhook's container, started with the agent's beside a real nginx, and its ConfigMap
/// changed.
/// </summary>
public sealed class EndToEndTests(Images images) : IClassFixture<Images>
{
    private const int NginxPort = 8080;

    private static readonly ObjectName ConfigMap = new("ConfigMap", "nginx");

    [FactIfAvailable(Requirement.Containers, Requirement.Kubectl, Requirement.Nginx)]
    public async Task NginxServesWhatItsConfigMapSaysWithoutARestart()
    {
        var objects = InstalledWebhook.Rendered("examples/hard-coded-path");
        var contents = InstalledWebhook.ContentsOf(objects);
        var admitted = await AdmitAsync(InstalledWebhook.PodOf(objects, "nginx"));
        await using var pod = await LocalPod.StartAsync(
            new PodStart(admitted, images.Machine, container => (string)container["name"]! == "nginx" ? Nginx() : images.Agent) { Contents = contents });
        await pod.AnswersAsync("/", NginxPort, "one\n");
        var process = await pod["nginx"].ProcessIdAsync();

        foreach (var answer in new[] { "two\n", "three\n" })
        {
            var content = contents[ConfigMap]["nginx.conf"].Replace("one\\n", answer.Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal);
            pod.Change(ConfigMap, new Dictionary<string, string> { ["nginx.conf"] = content });
            await pod.AnswersAsync("/", NginxPort, answer);
        }

        Assert.False(pod["nginx"].Program.HasExited);
        Assert.Equal(process, await pod["nginx"].ProcessIdAsync());
        Assert.Equal(0, await pod["config-sync"].TerminateAsync());
    }

    private async Task<JsonNode> AdmitAsync(JsonNode pod)
    {
        await using var webhook = await InstalledWebhook.StartAsync(images);
        var review = new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = new JsonObject
            {
                ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
                ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "Pod" },
                ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
                ["namespace"] = "default",
                ["operation"] = "CREATE",
                ["dryRun"] = false,
                ["object"] = pod.DeepClone(),
            },
        };
        var answer = await webhook.MutateAsync(Encoding.UTF8.GetBytes(review.ToJsonString()));
        var patch = Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["response"]!["patch"]!));
        return JsonNode.Parse(PatchApplier.Apply(PatchApplier.Parse(pod.ToJsonString()), patch).ToString())!;
    }

    // As the example's image does it: in the foreground, with its settings where the ConfigMap is mounted.
    private Runtime.ContainerImage Nginx() => images.Machine.Image with { Command = [Tools.Find("nginx")!, "-g", "daemon off;"] };
}

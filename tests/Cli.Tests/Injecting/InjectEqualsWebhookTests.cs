using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using ConfigSync.Cli.Tests.Commands;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Json;
using ConfigSync.TestKit.Schemas;
using ConfigSync.TestKit.Yaml;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Cli.Tests.Injecting;

/// <summary>What is injected offline is what a cluster would get: judged by a running webhook and by somebody else's applier of patches.</summary>
public sealed class InjectEqualsWebhookTests(ServingWebhook serving) : IClassFixture<ServingWebhook>, IDisposable
{
    private readonly TrustingClient _client = serving.Process.Client();

    public static TheoryData<string> Examples => InjectCommandTests.Examples;

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task InjectOfAnExampleIsWhatTheRunningWebhookAnswersForItsPod(string example)
    {
        var manifest = File.ReadAllText(Repository.PathOf("manifests", "examples", example, "workload.yaml"));
        var pod = PodOf(manifest);
        var review = new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = new JsonObject
            {
                ["uid"] = "8d2e5c1f-1111-2222-3333-444455556666",
                ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "Pod" },
                ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
                ["namespace"] = "default",
                ["operation"] = "CREATE",
                ["object"] = pod.DeepClone(),
            },
        };
        using var response = await _client.PostAsync("/mutate", Encoding.UTF8.GetBytes(review.ToJsonString()));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        var patch = Encoding.UTF8.GetString(answer.RootElement.GetProperty("response").GetProperty("patch").GetBytesFromBase64());

        var expected = PatchApplier.Apply(PatchApplier.Parse(pod.ToJsonString()), patch);
        var actual = PodOf(CommandRun.Inject(manifest).Output).ToJsonString();

        Assert.True(JToken.DeepEquals(expected, PatchApplier.Parse(actual)), $"expected {expected}\nbut got {actual}");
        Assert.Empty(PodSchema.Validate(actual));
    }

    private static JsonObject PodOf(string manifest)
    {
        var template = ManifestYaml.Parse(manifest).Select(item => item["spec"]?["template"]).OfType<JsonObject>().Single();
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = template["metadata"]!.DeepClone(), ["spec"] = template["spec"]!.DeepClone() };
    }
}

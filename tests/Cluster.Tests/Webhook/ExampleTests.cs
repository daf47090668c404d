using System.Text.Json.Nodes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>Every example of the manifests, applied as users do; its Pods as their controllers make them.</summary>
public sealed class ExampleTests(WebhookCluster fixture) : WebhookScenario(fixture)
{
    // Its containers say nothing of security, so restricted would refuse them with or without an agent.
    private const string Unhardened = "restart-for-env";

    public static TheoryData<string> Examples => [.. Directory.GetDirectories(Sources.PathOf("manifests", "examples")).Select(folder => Path.GetFileName(folder)).Order()];

    [TheoryIfAvailable(Requirement.ApiServer)]
    [MemberData(nameof(Examples))]
    public async Task ExampleComesOutInjectedValidAndWithinItsLevelOfPodSecurity(string example)
    {
        var shop = await NewNamespaceAsync(example == Unhardened ? "baseline" : "restricted");
        foreach (var item in Installed.Read("examples", example, "config.yaml").Concat(Installed.Read("examples", example, "workload.yaml")))
        {
            item["metadata"]!["namespace"] = shop;
            var applied = await Cluster.Admin.ApplyAsync(item, "user");
            Assert.True(applied.IsDone, applied.Message);
            Assert.Empty(applied.Warnings);
            if (item["spec"]?["template"] is not JsonObject template)
            {
                continue;
            }

            var (created, _) = await CreateAsync(PodOf(template, item, shop), "");

            Assert.True(created.IsDone, created.Message);
            Assert.True(Pods.IsInjected(created.Body), created.Body.ToJsonString());
            // The users of the same one's two containers stand in their images, so they may differ.
            Assert.Equal(example == Unhardened ? ["other-user"] : [], created.Warnings.Select(static warning => warning.Split('[', ']')[^2]));
        }
    }

    // What the controller of the workload does, as far as admission sees it.
    private static JsonObject PodOf(JsonObject template, JsonObject workload, string shop)
    {
        var pod = template.DeepClone().AsObject();
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        pod["metadata"]!["generateName"] = $"{(string)workload["metadata"]!["name"]!}-";
        pod["metadata"]!["namespace"] = shop;
        foreach (var claim in workload["spec"]!["volumeClaimTemplates"]?.AsArray() ?? [])
        {
            var name = (string)claim!["metadata"]!["name"]!;
            pod["spec"]!["volumes"]!.AsArray().Add(new JsonObject { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = $"{name}-0" } });
        }

        return pod;
    }
}

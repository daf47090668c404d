using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>Which Pods the API server sends to the webhook, and by which entry, by its audit log.</summary>
public sealed class SelectionTests(WebhookCluster fixture) : WebhookScenario(fixture)
{
    // A row is what the Namespace says, a column what the Pod says.
    private static readonly string?[] PodSays = [null, "enabled", "true", "required", "disabled", "false", "enabeld"];

    private static readonly (string? NamespaceSays, string?[] Entries)[] Law =
    [
        (null, [null, "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
        ("enabled", ["namespace-enabled", "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
        ("true", ["namespace-enabled", "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
        ("required", ["namespace-required", "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
        ("disabled", [null, "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
        ("false", [null, "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
        ("enabeld", [null, "pod-enabled", "pod-enabled", "pod-required", null, null, "pod-unknown"]),
    ];

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task EachPairOfLabelsMatchesTheOneRightEntryOrNone()
    {
        foreach (var (namespaceSays, entries) in Law)
        {
            var shop = await Cluster.NewNamespaceAsync(namespaceSays is null ? [] : [(InjectedNames.InjectLabelKey, namespaceSays)]);
            for (var i = 0; i < PodSays.Length; i++)
            {
                var (answer, called) = await CreateAsync(Pods.MountingConfigMap("p", shop).Labelled(PodSays[i]));

                var expected = entries[i] is { } entry ? new[] { $"{entry}.config-sync.dev" } : [];
                var pair = $"Namespace '{namespaceSays}', Pod '{PodSays[i]}'";
                Assert.True(called.SequenceEqual(expected), $"{pair}: {string.Join(", ", called)} instead of {string.Join(", ", expected)}");
                Assert.True(entries[i] == "pod-unknown" ? !answer.IsDone : Pods.IsInjected(answer.Done()) == (entries[i] is not null), $"{pair}: {answer.Message}");
            }
        }
    }

    [TheoryIfAvailable(Requirement.ApiServer)]
    [InlineData("kube-system")]
    [InlineData("kube-node-lease")]
    [InlineData("config-sync")]
    public async Task NamespacesThatTheClusterLivesByAreNeverAsked(string inNamespace)
    {
        await Cluster.AddAccountAsync(inNamespace, "default");

        var (answer, called) = await CreateAsync(Pods.MountingConfigMap("p", inNamespace).Labelled("required"));

        Assert.False(Pods.IsInjected(answer.Done()));
        Assert.Empty(called);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task MirrorPodIsNotSent()
    {
        var pod = Pods.MountingConfigMap("p", await Cluster.NewNamespaceAsync(), ("kubernetes.io/config.mirror", "1")).Labelled("required");
        pod["spec"]!["nodeName"] = "node";
        // A static Pod may not refer to objects of the API.
        pod["spec"]!.AsObject().Remove("volumes");
        pod["spec"]!["containers"]![0]!.AsObject().Remove("volumeMounts");

        var (answer, called) = await CreateAsync(pod);

        Assert.True(answer.IsDone, answer.Message);
        Assert.Empty(called);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ChangeOfAPodIsNotSent()
    {
        var shop = await Cluster.NewNamespaceAsync((InjectedNames.InjectLabelKey, "required"));
        var (created, _) = await CreateAsync(Pods.MountingConfigMap("p", shop), "");
        Fixture.TakeWebhookAway();
        try
        {
            var patch = JsonNode.Parse("""{"metadata": {"labels": {"a": "b"} } }""")!.AsObject();
            var changed = await Cluster.Admin.MergeAsync($"/api/v1/namespaces/{shop}/pods/p", patch);

            Assert.True(Pods.IsInjected(created.Done()));
            Assert.True(changed.IsDone, changed.Message);
        }
        finally
        {
            Fixture.Serve();
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;
using ConfigSync.TestKit.Cluster;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>The images of the webhook and the controller, run as the Deployments that are shipped say: user, rights, arguments, limits, volumes.</summary>
public sealed class ServerImageTests(Images images) : IClassFixture<Images>
{
    [FactIfAvailable(Requirement.Containers, Requirement.Kubectl)]
    public async Task WebhookAnswersARecordedRequestAsIsKnown()
    {
        await using var webhook = await InstalledWebhook.StartAsync(images);

        var answer = await webhook.MutateAsync(Corpus.Body("metrics-governor"));

        // What is known was made by a version and for a registry of its own.
        var known = await File.ReadAllTextAsync(Repository.PathOf("tests", "Injection.Tests", "Golden", "recorded", "metrics-governor", "expected.patch.json"));
        var expected = known.Replace("registry.example/config-sync/agent:1.2.3", webhook.AgentImage, StringComparison.Ordinal)
            .Replace("1.2.3", webhook.AgentImage.Split(':')[^1], StringComparison.Ordinal);
        var patch = Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["response"]!["patch"]!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(patch)), patch);
        Assert.Equal(0, await webhook.Pod["webhook"].TerminateAsync());
    }

    [FactIfAvailable(Requirement.Containers, Requirement.Kubectl)]
    public async Task ControllerBecomesReadyAndMakesAChangeArrive()
    {
        await using var server = await FakeApiServer.StartAsync();
        var injected = GoldenPod.Read("directory-mount");
        var running = injected.Pod.DeepClone().AsObject();
        running["status"] = new JsonObject { ["phase"] = "Running" };
        server.Put("/api/v1/namespaces/shop/pods/web", running);
        Put(server, injected.Watched!, "1");
        var port = ServerPort.Find();
        await using var pod = await StartControllerAsync(server, port);
        await pod.AnswersAsync("/readyz", port);

        Put(server, injected.Watched!, "2");

        await Wait.Until(() => server.Calls.Any(static call => call is { Resource: "pods", Verb: "patch", Name: "web", Status: 200 }), "the Pod is patched");
        Assert.Equal(0, await pod["controller"].TerminateAsync());
    }

    private static void Put(FakeApiServer server, ObjectName configMap, string value) =>
        server.Put($"/api/v1/namespaces/shop/configmaps/{configMap.Name}", new JsonObject { ["data"] = new JsonObject { ["key"] = value } });

    private Task<LocalPod> StartControllerAsync(FakeApiServer server, int port)
    {
        var pod = InstalledWebhook.PodOf(InstalledWebhook.Rendered("overlays/self-managed"), "config-sync-controller");
        var container = pod["spec"]!["containers"]![0]!;
        container["args"]!.AsArray().Single(static argument => ((string)argument!).StartsWith("--listen=", StringComparison.Ordinal))!.ReplaceWith($"--listen=127.0.0.1:{port}");
        // What the kubelet adds to every container, and the API server to a Pod with a token.
        container["env"] = JsonNode.Parse($$"""
            [
              { "name": "KUBERNETES_SERVICE_HOST", "value": "{{server.Address.Host}}" },
              { "name": "KUBERNETES_SERVICE_PORT", "value": "{{server.Address.Port.ToString(CultureInfo.InvariantCulture)}}" }
            ]
            """);
        container["volumeMounts"] = JsonNode.Parse("""[{ "name": "token", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true }]""");
        pod["spec"]!["volumes"] = JsonNode.Parse("""
            [{ "name": "token", "projected": { "sources": [
              { "serviceAccountToken": { "path": "token" } },
              { "configMap": { "name": "kube-root-ca.crt", "items": [ { "key": "ca.crt", "path": "ca.crt" } ] } },
              { "downwardAPI": { "items": [ { "path": "namespace" } ] } } ] } }]
            """);
        var contents = new Dictionary<ObjectName, IReadOnlyDictionary<string, string>>
        {
            [ObjectName.Token] = new Dictionary<string, string> { ["token"] = server.Tokens.Keys.First() },
            [ObjectName.Fields] = new Dictionary<string, string> { ["namespace"] = "config-sync" },
            [new ObjectName("ConfigMap", "kube-root-ca.crt")] = new Dictionary<string, string> { ["ca.crt"] = server.CaPem },
        };
        // On the loopback device of this machine, which is where the server is.
        return LocalPod.StartAsync(new PodStart(pod, images.Machine, _ => images.Controller) { Contents = contents, OwnNetwork = false });
    }
}

using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Manifests;

namespace ConfigSync.Container.Tests;

/// <summary>
/// The webhook's image, run as the overlay <c>self-signed</c> installs it and called as an API server calls it: by its Service's name, trusting the
/// <c>caBundle</c>.
/// </summary>
internal sealed class InstalledWebhook : IAsyncDisposable
{
    private const int Port = 8443;

    private readonly TrustingClient _client;
    private readonly X509Certificate2 _ca;

    private InstalledWebhook(LocalPod pod, IReadOnlyList<JsonObject> objects)
    {
        Pod = pod;
        AgentImage = PodOf(objects, Name)["spec"]!["containers"]![0]!["args"]!.AsArray().Select(static argument => (string)argument!)
            .Single(static argument => argument.StartsWith("--agent-image=", StringComparison.Ordinal))["--agent-image=".Length..];
        var call = Of(objects, "MutatingWebhookConfiguration").Single()["webhooks"]![0]!["clientConfig"]!;
        _ca = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String((string)call["caBundle"]!)));
        var service = call["service"]!;
        _client = new TrustingClient(_ca, new Uri($"https://{service["name"]}.{service["namespace"]}.svc:{Port}"), connect: pod.ConnectAsync);
    }

    private const string Name = "config-sync-webhook";

    /// <summary>The Pod that it runs in.</summary>
    public LocalPod Pod { get; }

    /// <summary>The image that it gives its agents.</summary>
    public string AgentImage { get; }

    /// <summary>Starts it, and waits until it is ready.</summary>
    public static async Task<InstalledWebhook> StartAsync(Images images)
    {
        var objects = Rendered("overlays/self-signed");
        var pod = await LocalPod.StartAsync(new PodStart(PodOf(objects, Name), images.Machine, _ => images.Webhook) { Contents = ContentsOf(objects) });
        try
        {
            await pod.AnswersAsync("/readyz", 8080);
            return new InstalledWebhook(pod, objects);
        }
        catch
        {
            await pod.DisposeAsync();
            throw;
        }
    }

    /// <summary>The objects of an overlay or example.</summary>
    public static IReadOnlyList<JsonObject> Rendered(string folder) => ManifestTree.Render(folder);

    /// <summary>A Pod as the controller of a Deployment makes it.</summary>
    public static JsonNode PodOf(IReadOnlyList<JsonObject> objects, string deployment)
    {
        var template = Of(objects, "Deployment").Single(item => (string)item["metadata"]!["name"]! == deployment)["spec"]!["template"]!;
        var pod = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = template["metadata"]!.DeepClone(), ["spec"] = template["spec"]!.DeepClone() };
        // As text and back: what was read from YAML has numbers of one type only, what is read from JSON is what one asks for.
        return JsonNode.Parse(pod.ToJsonString())!;
    }

    /// <summary>What the ConfigMaps and Secrets among objects hold.</summary>
    public static Dictionary<ObjectName, IReadOnlyDictionary<string, string>> ContentsOf(IReadOnlyList<JsonObject> objects) =>
        Of(objects, "ConfigMap").Concat(Of(objects, "Secret")).ToDictionary(
            static item => new ObjectName((string)item["kind"]!, (string)item["metadata"]!["name"]!),
            static item => (IReadOnlyDictionary<string, string>)((JsonObject?)item["data"] ?? []).ToDictionary(
                static entry => entry.Key,
                entry => (string)item["kind"]! == "Secret" ? Encoding.UTF8.GetString(Convert.FromBase64String((string)entry.Value!)) : (string)entry.Value!));

    /// <summary>Posts a request, and gives the answer.</summary>
    public async Task<JsonNode> MutateAsync(ReadOnlyMemory<byte> review)
    {
        using var answer = await _client.PostAsync("/mutate", review);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _ca.Dispose();
        await Pod.DisposeAsync();
    }

    private static IEnumerable<JsonObject> Of(IReadOnlyList<JsonObject> objects, string kind) => objects.Where(item => (string)item["kind"]! == kind);
}

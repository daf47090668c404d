using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.TestKit.Cluster;
using ConfigSync.TestKit.Requirements;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.EndToEnd.Running;

/// <summary>The cluster that <c>KUBECONFIG</c> names, as its administrator sees it.</summary>
internal sealed class LiveCluster : IAsyncDisposable
{
    private const string Manager = "config-sync-e2e";

    private readonly KubectlProxy _proxy;
    private readonly HttpClient _http;

    private LiveCluster(KubectlProxy proxy)
    {
        _proxy = proxy;
        _http = new HttpClient { BaseAddress = proxy.Address, Timeout = TimeSpan.FromSeconds(10) };
        Api = new ClusterClient(proxy.Address);
    }

    /// <summary>The API.</summary>
    public ClusterClient Api { get; }

    /// <summary>Connects.</summary>
    public static async Task<LiveCluster> ConnectAsync() => new(await KubectlProxy.StartAsync());

    /// <summary>Applies objects, given as YAML, into a namespace.</summary>
    public async Task ApplyAsync(string space, string yaml)
    {
        foreach (var item in ManifestYaml.Parse(yaml))
        {
            await ApplyAsync(space, item);
        }
    }

    /// <summary>Applies an object into a namespace and returns it.</summary>
    public async Task<JsonObject> ApplyAsync(string space, JsonObject item)
    {
        item["metadata"]!["namespace"] = space;
        return (await Api.ApplyAsync(item, Manager, "force=true")).Done();
    }

    /// <summary>Makes a ConfigMap hold one key. The API server has answered when this returns.</summary>
    public Task SetConfigMapAsync(string space, string name, string key, string content) => ApplyAsync(space, new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { [key] = content },
    });

    /// <summary>Pods with the label <c>app</c>, those that are leaving too.</summary>
    public Task<IReadOnlyList<Pod>> PodsAsync(string space, string app) => SelectAsync(space, $"app={app}");

    /// <summary>Pods that a label selector chooses, those that are leaving too; all of a namespace when it is empty.</summary>
    public async Task<IReadOnlyList<Pod>> SelectAsync(string space, string selector)
    {
        var list = await Api.GetAsync($"/api/v1/namespaces/{space}/pods?labelSelector={Uri.EscapeDataString(selector)}");
        return [.. list["items"]!.AsArray().Select(static item => new Pod(item!.AsObject()))];
    }

    /// <summary>One Pod, again.</summary>
    public async Task<Pod> PodAsync(Pod known) => new(await Api.GetAsync($"/api/v1/namespaces/{known.Namespace}/pods/{known.Name}"));

    /// <summary>Waits until the one Pod with the label <c>app</c> is ready.</summary>
    public Task<Pod> ReadyPodAsync(string space, string app) => ReadyAsync(space, $"app={app}");

    /// <summary>Waits until the one Pod that a label selector chooses is ready.</summary>
    public async Task<Pod> ReadyAsync(string space, string selector)
    {
        IReadOnlyList<Pod> pods = [];
        await Patience.UntilAsync(
            async () =>
            {
                pods = await SelectAsync(space, selector);
                RequireImages(pods);
                return pods is [{ IsReady: true }];
            },
            () => $"one Pod of {space} with {selector} is ready; {string.Join(" | ", pods.Select(static pod => pod.State))}");
        return pods[0];
    }

    /// <summary>Fails at once where a node can't get an image: waiting does not help.</summary>
    public static void RequireImages(IEnumerable<Pod> pods)
    {
        if (pods.Select(static pod => pod.MissingImage).OfType<string>().FirstOrDefault() is { } missing)
        {
            throw new InvalidOperationException($"the node can't get an image; load it first (CONTRIBUTING.md, On a real node): {missing}");
        }
    }

    /// <summary>What a Pod answers to a GET, through the API server; null while it can't be reached or answers with an error.</summary>
    public async Task<string?> AskAsync(Pod pod, int port, string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}:{port}/proxy{path}", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>What a container logged.</summary>
    public async Task<string> LogAsync(Pod pod, string container, bool previous = false)
    {
        var path = $"/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}/log?container={container}&previous={(previous ? "true" : "false")}";
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Runs a shell command in a container.</summary>
    public static string Execute(Pod pod, string container, string command) =>
        Tools.Output("kubectl", "exec", "-n", pod.Namespace, pod.Name, "-c", container, "--", "sh", "-c", command);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _http.Dispose();
        await _proxy.DisposeAsync();
    }
}

using System.Net;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;

namespace ConfigSync.Container.Tests.Kubelet;

/// <summary>
/// A Pod that this machine runs by runc as a kubelet does: a sandbox that keeps the namespaces, init containers in order, sidecars until their startup probe is
/// content, then the containers.
/// </summary>
internal sealed class LocalPod : IAsyncDisposable
{
    private readonly JsonNode _spec;
    private readonly Func<JsonNode, ContainerImage> _imageOf;
    private readonly Dictionary<string, RunningContainer> _containers = new(StringComparer.Ordinal);
    private readonly PodObjects _objects;
    private readonly PodVolumes _volumes;
    private readonly RunningContainer _sandbox;
    private int _sandboxProcess;

    private LocalPod(
        JsonNode pod, MachineImage machine, Func<JsonNode, ContainerImage> imageOf, IReadOnlyDictionary<ObjectName, IReadOnlyDictionary<string, string>>? contents, bool ownNetwork)
    {
        _spec = pod["spec"]!;
        _imageOf = imageOf;
        _objects = new PodObjects(_spec, contents);
        _volumes = new PodVolumes(_spec, _objects);
        // As `pause` does: nothing, until it is told to end.
        var pause = JsonNode.Parse($$"""{ "command": ["{{machine.Named("dash", "pause")}}", "-c", "trap 'exit 0' TERM; sleep infinity & wait"] }""")!;
        _sandbox = RunningContainer.Start(machine.Image, root => ContainerSpecification.Create(
            machine.Image, root, null, pause, [],
            [("pid", null), ("ipc", null), ("uts", null), ("mount", null), .. ownNetwork ? [("network", (int?)null)] : Array.Empty<(string, int?)>()]));
    }

    /// <summary>A client inside of its network.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Its container of this name.</summary>
    public RunningContainer this[string name] => _containers[name];

    /// <summary>Starts one.</summary>
    /// <param name="pod">The Pod, as it was admitted.</param>
    /// <param name="machine">Where the sandbox comes from.</param>
    /// <param name="imageOf">The image of a container.</param>
    /// <param name="contents">What its objects hold, where that is not to be made up.</param>
    /// <param name="ownNetwork">Whether it has a network of its own, and not the loopback device of this machine.</param>
    public static async Task<LocalPod> StartAsync(
        JsonNode pod,
        MachineImage machine,
        Func<JsonNode, ContainerImage> imageOf,
        IReadOnlyDictionary<ObjectName, IReadOnlyDictionary<string, string>>? contents = null,
        bool ownNetwork = true)
    {
        var started = new LocalPod(pod, machine, imageOf, contents, ownNetwork);
        try
        {
            await started.StartAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes up the next version of an object, brings it to the volumes, and returns its number.</summary>
    public int Change(ObjectName changed)
    {
        var version = _objects.Next(changed);
        _volumes.Update(changed);
        return version;
    }

    /// <summary>Gives an object another content, and brings it to the volumes.</summary>
    public void Change(ObjectName changed, IReadOnlyDictionary<string, string> content)
    {
        _objects[changed] = content;
        _volumes.Update(changed);
    }

    /// <summary>Starts a container again after its end, as the kubelet does in place.</summary>
    public async Task RestartAsync(string name)
    {
        await _containers[name].DisposeAsync();
        Start(Containers("initContainers").Concat(Containers("containers")).Single(container => NameOf(container) == name));
    }

    /// <summary>Makes a connection inside of its network, whatever the name of the host.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        NetworkNamespace.ConnectAsync(_sandboxProcess, context.DnsEndPoint.Port, cancellation);

    /// <summary>Waits until a path of a container answers 200, with this text if one is given.</summary>
    public Task AnswersAsync(string path, int port, string? text = null) => Wait.Until(async () =>
    {
        if (_containers.FirstOrDefault(static container => container.Value.Program is { HasExited: true, Errors.Count: > 0 }) is { Key: not null } ended)
        {
            // With what runc said: it is the only one to know why a container could not start.
            throw new InvalidOperationException($"container '{ended.Key}' ended: {string.Join('\n', ended.Value.Program.Errors)}");
        }

        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"));
            return answer.StatusCode == HttpStatusCode.OK && (text is null || await answer.Content.ReadAsStringAsync() == text);
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
            return false;
        }
    }, $"{path} on port {port} answers 200 {text}");

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containers.Values)
        {
            await container.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
        Http?.Dispose();
        _volumes.Dispose();
    }

    private static string NameOf(JsonNode container) => (string)container["name"]!;

    private async Task StartAsync()
    {
        _sandboxProcess = await _sandbox.ProcessIdAsync();
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { Timeout = Wait.Patience };
        foreach (var container in Containers("initContainers"))
        {
            Start(container);
            if ((string?)container["restartPolicy"] != "Always")
            {
                await EndsAsync(NameOf(container));
            }
            else if (container["startupProbe"]?["httpGet"] is { } probe)
            {
                await AnswersAsync((string)probe["path"]!, (int)probe["port"]!);
            }
        }

        foreach (var container in Containers("containers"))
        {
            Start(container);
        }
    }

    private async Task EndsAsync(string name)
    {
        var program = _containers[name].Program;
        var code = await program.ExitCodeAsync();
        if (code != 0)
        {
            throw new InvalidOperationException($"init container '{name}' ended with code {code}: {string.Join('\n', [.. program.Output, .. program.Errors])}");
        }
    }

    private void Start(JsonNode container)
    {
        var image = _imageOf(container);
        var process = (bool?)_spec["shareProcessNamespace"] == true ? _sandboxProcess : (int?)null;
        // For a Pod on the host's network too: tests stay in networks of their own.
        (string, int?)[] namespaces = [("pid", process), ("network", _sandboxProcess), ("ipc", _sandboxProcess), ("uts", _sandboxProcess), ("mount", null)];
        _containers[NameOf(container)] = RunningContainer.Start(image, root => ContainerSpecification.Create(
            image, root, _spec["securityContext"], container, _volumes.MountsOf(container), namespaces));
    }

    private IEnumerable<JsonNode> Containers(string list) => ((JsonArray?)_spec[list] ?? []).Select(static container => container!);
}

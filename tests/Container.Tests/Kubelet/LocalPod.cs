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
    private const string Sandbox = "the sandbox";

    private readonly PodStart _start;
    private readonly JsonNode _spec;
    private readonly Dictionary<string, RunningContainer> _containers = new(StringComparer.Ordinal);
    private readonly PodObjects _objects;
    private readonly PodVolumes _volumes;
    private int _sandbox;

    private LocalPod(PodStart start)
    {
        _start = start;
        _spec = start.Pod["spec"]!;
        _objects = new PodObjects(_spec, start.Contents);
        _volumes = new PodVolumes(_spec, _objects);
    }

    /// <summary>A client inside of its network.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Its container of this name.</summary>
    public RunningContainer this[string name] => _containers[name];

    /// <summary>Starts one.</summary>
    public static async Task<LocalPod> StartAsync(PodStart start)
    {
        var started = new LocalPod(start);
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
        NetworkNamespace.ConnectAsync(_sandbox, context.DnsEndPoint.Port, cancellation);

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
        Http?.Dispose();
        // Each, whatever becomes of the others, and the volumes last: they are mounted in all of them.
        await Task.WhenAll(_containers.Values.Select(static container => container.DisposeAsync().AsTask()));
        _volumes.Dispose();
    }

    private static string NameOf(JsonNode container) => (string)container["name"]!;

    private async Task StartAsync()
    {
        await StartSandboxAsync();
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { Timeout = Wait.Patience };
        foreach (var container in Containers("initContainers"))
        {
            Start(container);
            if ((string?)container["restartPolicy"] != "Always")
            {
                await EndsAsync(NameOf(container));
            }
            else if (container["startupProbe"]?["exec"]?["command"] is JsonArray command)
            {
                await PassesAsync(NameOf(container), [.. command.Select(static word => (string)word!)]);
            }
        }

        foreach (var container in Containers("containers"))
        {
            Start(container);
        }
    }

    private async Task StartSandboxAsync()
    {
        var image = _start.Machine.Image;
        // As `pause` does: nothing, until it is told to end.
        var pause = JsonNode.Parse($$"""{ "command": ["{{_start.Machine.Named("dash", "pause")}}", "-c", "trap 'exit 0' TERM; sleep infinity & wait"] }""")!;
        (string, int?)[] own = [("pid", null), ("ipc", null), ("uts", null), ("mount", null)];
        _containers[Sandbox] = RunningContainer.Start(image, root => ContainerSpecification.Create(
            image, root, null, pause, [], _start.OwnNetwork ? [.. own, ("network", null)] : own));
        _sandbox = await _containers[Sandbox].ProcessIdAsync();
    }

    private async Task PassesAsync(string name, string[] probe)
    {
        var container = _containers[name];
        await container.ProcessIdAsync();
        await Wait.Until(() => container.Program.HasExited || container.Passes(probe), $"startup probe of '{name}' passes");
        if (container.Program.HasExited)
        {
            throw new InvalidOperationException($"container '{name}' ended before it had started: {string.Join('\n', [.. container.Program.Output, .. container.Program.Errors])}");
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
        var image = _start.ImageOf(container);
        var process = (bool?)_spec["shareProcessNamespace"] == true ? _sandbox : (int?)null;
        // For a Pod on the host's network too: tests stay in networks of their own.
        (string, int?)[] namespaces = [("pid", process), ("network", _sandbox), ("ipc", _sandbox), ("uts", _sandbox), ("mount", null)];
        _containers[NameOf(container)] = RunningContainer.Start(image, root => ContainerSpecification.Create(
            image, root, _spec["securityContext"], container, _volumes.MountsOf(container, _start.IsNewMount), namespaces));
    }

    private IEnumerable<JsonNode> Containers(string list) => ((JsonArray?)_spec[list] ?? []).Select(static container => container!);
}

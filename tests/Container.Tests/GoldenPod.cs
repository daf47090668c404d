using System.Globalization;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Kubelet;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;

namespace ConfigSync.Container.Tests;

/// <summary>A Pod as the webhook is known to make it, with what it says of itself.</summary>
internal sealed class GoldenPod
{
    private const string Prefix = "config-sync.dev/";

    // By name: recorded requests and cases of one behaviour are kept apart, but no two have the same name.
    private static readonly Dictionary<string, string> Folders = Directory.GetDirectories(Repository.PathOf("tests", "Injection.Tests", "Golden"))
        .SelectMany(Directory.GetDirectories).ToDictionary(static folder => Path.GetFileName(folder));

    private readonly JsonNode _record;

    private GoldenPod(JsonNode pod)
    {
        Pod = pod;
        _record = JsonNode.Parse((string)pod["metadata"]!["annotations"]![Prefix + "injected"]!)!;
    }

    /// <summary>Those in which the agent runs, and which an API server would admit.</summary>
    public static IEnumerable<string> Names => Folders.Keys
        // A hundred containers are there for the speed of injection; their start says nothing that three do not say.
        .Where(static name => name != "hundred-containers" && File.Exists(PathOf(name)) && ReadPod(name) is var pod && Agent(pod) is not null && IsAdmitted(pod))
        .Order(StringComparer.Ordinal);

    /// <summary>The Pod.</summary>
    public JsonNode Pod { get; }

    /// <summary>How the application is reloaded: a value of the annotation <c>reload</c>.</summary>
    public string Reload => (string)_record["reload"]!;

    /// <summary>Whether the agent may signal: not where the Pod has it run as a user that is neither root nor the application's.</summary>
    public bool CanSignal => UserOf(Agent(Pod)!) is null or 0 || TargetContainers.All(container => UserOf(container) == UserOf(Agent(Pod)!));

    /// <summary>The signal, without <c>SIG</c>.</summary>
    public string Signal => Flag("--signal=")?["SIG".Length..] ?? "HUP";

    /// <summary>Name of the process that is signalled, where the Pod says one.</summary>
    public string? Process => Flag("--process=");

    /// <summary>The agent's port; none on the host's network, which is not the agent's to listen on.</summary>
    public int? Port => Flag("--listen=:") is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : null;

    /// <summary>The containers whose mounts of sources were made updatable.</summary>
    public IReadOnlyList<string> Targets => [.. Recorded.Select(static mount => (string)mount["container"]!).Distinct()];

    /// <summary>Every container that runs beside the agent.</summary>
    public IReadOnlyList<string> Applications =>
    [
        .. Containers(Pod).Where(container => !IsOurs(container) && (Pod["spec"]!["containers"]!.AsArray().Contains(container) || (string?)container["restartPolicy"] == "Always"))
            .Select(static container => (string)container["name"]!),
    ];

    /// <summary>Kind and name of the first object that is mounted and watched.</summary>
    public ObjectName? Watched => _record["objects"]!.AsArray().Where(static item => (string)item!["by"]! == "mount")
        .Select(static item => new ObjectName((string)item!["kind"]!, (string)item["name"]!)).FirstOrDefault();

    /// <summary>The containers that the agent signals when an object changes: those that use a volume of it.</summary>
    public IReadOnlyList<string> SignalledFor(ObjectName changed) =>
    [
        .. Flags("--uses=").Select(static uses => uses.Split(':'))
            .Where(uses => PodObjects.In(Pod["spec"]!["volumes"]!.AsArray().Single(volume => (string)volume!["name"]! == uses[1])!).Any(entry => entry.Object == changed))
            .Select(static uses => uses[0]).Distinct(),
    ];

    private IEnumerable<JsonNode> TargetContainers => Containers(Pod).Where(container => Targets.Contains((string)container["name"]!));

    private IEnumerable<JsonNode> Recorded => _record["mounts"]!.AsArray().Select(static mount => mount!);

    /// <summary>Reads one.</summary>
    public static GoldenPod Read(string name) => new(ReadPod(name));

    /// <summary>Where a container finds what is kept up to date for it.</summary>
    public IEnumerable<string> PathsOf(string container)
    {
        var mounts = Recorded.Where(mount => (string)mount["container"]! == container && (string)mount["strategy"]! != "left")
            .Select(static mount => (string)(mount["now"] ?? mount["path"])!);
        return (string?)Pod["metadata"]!["annotations"]![Prefix + "target-path"] is { } target ? mounts.Append(target.TrimEnd('/')) : mounts;
    }

    /// <summary>Starts it, with stand-ins for its applications, and waits until they run.</summary>
    public async Task<LocalPod> StartAsync(Images images)
    {
        var pod = Pod.DeepClone();
        foreach (var list in new[] { "initContainers", "containers" })
        {
            if ((JsonArray?)pod["spec"]![list] is { } containers)
            {
                pod["spec"]![list] = new JsonArray([.. containers.Select(container => IsOurs(container!)
                    ? container!.DeepClone()
                    : Application(images.Machine, container!, endsByItself: list == "initContainers" && (string?)container!["restartPolicy"] != "Always"))]);
            }
        }

        var started = await LocalPod.StartAsync(new PodStart(pod, images.Machine, container => ImageOf(container, images))
        {
            IsNewMount = path => Recorded.Any(mount => (string?)mount["now"] == path),
        });
        try
        {
            foreach (var target in Targets)
            {
                await StandIn.ReportAsync(started[target].Program, "start");
            }

            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    private static string PathOf(string name) => Path.Combine(Folders[name], "expected.pod.json");

    private static bool IsAdmitted(JsonNode pod) => Containers(pod).SelectMany(Mounts).All(static mount => mount["mountPath"] is not null);

    private static JsonNode ReadPod(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private static JsonNode? Agent(JsonNode pod) =>
        Containers(pod).FirstOrDefault(static container => (string)container["name"]! == "config-sync" && container["args"] is not null);

    private static IEnumerable<JsonNode> Containers(JsonNode pod) =>
        ((JsonArray?)pod["spec"]!["initContainers"] ?? []).Concat(pod["spec"]!["containers"]!.AsArray()).Select(static container => container!);

    private static IEnumerable<JsonNode> Mounts(JsonNode container) => ((JsonArray?)container["volumeMounts"] ?? []).Select(static mount => mount!);

    private long? UserOf(JsonNode container) => (long?)(container["securityContext"]?["runAsUser"] ?? Pod["spec"]!["securityContext"]?["runAsUser"]);

    private string? Flag(string name) => Flags(name).FirstOrDefault();

    private IEnumerable<string> Flags(string name) => Agent(Pod)!["args"]!.AsArray().Select(static argument => (string)argument!)
        .Where(argument => argument.StartsWith(name, StringComparison.Ordinal)).Select(argument => argument[name.Length..]);

    // Ours, or one with a user of its own that nothing but the image says: each name of an image is another one.
    private static ContainerImage ImageOf(JsonNode container, Images images)
    {
        const int first = 20_000;
        var name = (string?)container["image"] ?? "";
        if (IsOurs(container) && container["command"] is null)
        {
            return images.Agent;
        }

        var user = name.Contains("/root:", StringComparison.Ordinal) ? 0 : first + name.Sum(static letter => letter);
        return images.Machine.Image with { User = user, Group = user };
    }

    private JsonNode Application(MachineImage machine, JsonNode container, bool endsByItself)
    {
        var name = (string)container["name"]!;
        if (endsByItself)
        {
            return StandIn.Ending(container, machine.Named("dash", "other"));
        }

        return Targets.Contains(name)
            ? StandIn.For(container, machine.Named("dash", Process ?? "application"), PathsOf(name))
            : StandIn.For(container, machine.Named("dash", "other"), []);
    }

    private static bool IsOurs(JsonNode container) => (string)container["name"]! is "config-sync" or "config-sync-init" or "config-sync-install";
}

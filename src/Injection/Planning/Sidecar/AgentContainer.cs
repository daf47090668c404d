using ConfigSync.Contract;
using ConfigSync.Injection.Patching;
using ConfigSync.Injection.Policy;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The container that is added. Pod Security <c>restricted</c> whenever it can be.</summary>
internal sealed record AgentContainer
{
    // The first copy is made within milliseconds; a minute is for a volume that is slow to come.
    private const int FirstCopySeconds = 60;

    public required string Name { get; init; }

    public required string Image { get; init; }

    public string? ImagePullPolicy { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<AgentMount> Mounts { get; init; }

    public required AgentIdentity Identity { get; init; }

    public required ResourcePair Cpu { get; init; }

    public required ResourcePair Memory { get; init; }

    /// <summary>An init container that keeps running.</summary>
    public bool IsNativeSidecar { get; init; }

    /// <summary>Where it serves HTTP, or null.</summary>
    public int? Port { get; init; }

    /// <summary>Whether containers after it must wait for the first copy.</summary>
    public bool HoldsBackStart { get; init; }

    public void Write(JsonOutput json)
    {
        json.StartObject();
        json.String("name"u8, Name);
        json.String("image"u8, Image);
        if (ImagePullPolicy is not null)
        {
            json.String("imagePullPolicy"u8, ImagePullPolicy);
        }

        if (IsNativeSidecar)
        {
            json.Constant("restartPolicy"u8, "Always"u8);
        }

        json.StartArray("args"u8);
        foreach (var argument in Arguments)
        {
            json.String(argument);
        }

        json.EndArray();
        WriteServing(json);
        WriteResources(json);
        WriteMounts(json);
        WriteSecurity(json);
        json.EndObject();
    }

    public static void WriteStartupProbe(JsonOutput json, int port) =>
        WriteProbeValue(json, "/readyz"u8, port, periodSeconds: 1, failureThreshold: FirstCopySeconds);

    public static void WriteMount(JsonOutput json, AgentMount mount)
    {
        json.StartObject();
        json.String("name"u8, mount.Volume);
        json.String("mountPath"u8, mount.Path);
        if (mount.SubPath is not null)
        {
            json.String("subPath"u8, mount.SubPath);
        }

        if (mount.ReadOnly)
        {
            json.Boolean("readOnly"u8, true);
        }

        json.EndObject();
    }

    private static void WriteProbeValue(JsonOutput json, ReadOnlySpan<byte> path, int port, int periodSeconds, int failureThreshold)
    {
        json.StartObject();
        json.StartObject("httpGet"u8);
        json.Constant("path"u8, path);
        json.Number("port"u8, port);
        json.EndObject();
        json.Number("periodSeconds"u8, periodSeconds);
        json.Number("failureThreshold"u8, failureThreshold);
        json.EndObject();
    }

    private static void WriteQuantities(JsonOutput json, ReadOnlySpan<byte> name, string? cpu, string? memory)
    {
        if (cpu is null && memory is null)
        {
            return;
        }

        json.StartObject(name);
        if (cpu is not null)
        {
            json.String("cpu"u8, cpu);
        }

        if (memory is not null)
        {
            json.String("memory"u8, memory);
        }

        json.EndObject();
    }

    // No readiness probe: the agent must never take the application out of service.
    private void WriteServing(JsonOutput json)
    {
        if (Port is not { } port)
        {
            return;
        }

        json.StartArray("ports"u8);
        json.StartObject();
        json.String("name"u8, InjectedNames.AgentContainer);
        json.Number("containerPort"u8, port);
        json.Constant("protocol"u8, "TCP"u8);
        json.EndObject();
        json.EndArray();
        if (HoldsBackStart)
        {
            json.Name("startupProbe"u8);
            WriteStartupProbe(json, port);
        }

        json.Name("livenessProbe"u8);
        WriteProbeValue(json, "/healthz"u8, port, periodSeconds: 10, failureThreshold: 3);
    }

    private void WriteResources(JsonOutput json)
    {
        json.StartObject("resources"u8);
        WriteQuantities(json, "requests"u8, Cpu.Request, Memory.Request);
        WriteQuantities(json, "limits"u8, Cpu.Limit, Memory.Limit);
        json.EndObject();
    }

    private void WriteMounts(JsonOutput json)
    {
        json.StartArray("volumeMounts"u8);
        foreach (var mount in Mounts)
        {
            WriteMount(json, mount);
        }

        json.EndArray();
    }

    private void WriteSecurity(JsonOutput json)
    {
        json.StartObject("securityContext"u8);
        json.Number("runAsUser"u8, Identity.User);
        if (Identity.Group is { } group)
        {
            json.Number("runAsGroup"u8, group);
        }

        json.Boolean("runAsNonRoot"u8, Identity.User != 0);
        json.Boolean("allowPrivilegeEscalation"u8, false);
        json.Boolean("readOnlyRootFilesystem"u8, true);
        json.StartObject("capabilities"u8);
        if (Identity.MayKill)
        {
            json.StartArray("add"u8);
            json.String("KILL");
            json.EndArray();
        }

        json.StartArray("drop"u8);
        json.String("ALL");
        json.EndArray();
        json.EndObject();
        json.StartObject("seccompProfile"u8);
        json.Constant("type"u8, "RuntimeDefault"u8);
        json.EndObject();
        json.EndObject();
    }
}

using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Sidecar;

namespace ConfigSync.Injection.Patching;

/// <summary>Writes the container that is added. Pod Security <c>restricted</c> whenever it can be.</summary>
internal static class AgentContainerWriter
{
    // The first copy is made within milliseconds; a minute is for a volume that is slow to come.
    private const int FirstCopySeconds = 60;

    public static void Write(JsonOutput json, AgentContainer container)
    {
        json.StartObject();
        json.String("name"u8, container.Name);
        json.String("image"u8, container.Image);
        if (container.ImagePullPolicy is not null)
        {
            json.String("imagePullPolicy"u8, container.ImagePullPolicy);
        }

        if (container.IsNativeSidecar)
        {
            json.Constant("restartPolicy"u8, "Always"u8);
        }

        json.Name("args"u8);
        WriteArguments(json, container.Arguments);
        WriteServing(json, container);
        WriteResources(json, container);
        WriteMounts(json, container);
        WriteSecurity(json, container.Identity);
        json.EndObject();
    }

    public static void WriteArguments(JsonOutput json, IReadOnlyList<string> arguments)
    {
        json.StartArray();
        foreach (var argument in arguments)
        {
            json.String(argument);
        }

        json.EndArray();
    }

    public static void WriteStartupProbe(JsonOutput json, int port) =>
        WriteProbe(json, "/readyz"u8, port, periodSeconds: 1, failureThreshold: FirstCopySeconds);

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

    private static void WriteProbe(JsonOutput json, ReadOnlySpan<byte> path, int port, int periodSeconds, int failureThreshold)
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
    private static void WriteServing(JsonOutput json, AgentContainer container)
    {
        if (container.Port is not { } port)
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
        if (container.HoldsBackStart)
        {
            json.Name("startupProbe"u8);
            WriteStartupProbe(json, port);
        }

        json.Name("livenessProbe"u8);
        WriteProbe(json, "/healthz"u8, port, periodSeconds: 10, failureThreshold: 3);
    }

    private static void WriteResources(JsonOutput json, AgentContainer container)
    {
        json.StartObject("resources"u8);
        WriteQuantities(json, "requests"u8, container.Cpu.Request, container.Memory.Request);
        WriteQuantities(json, "limits"u8, container.Cpu.Limit, container.Memory.Limit);
        json.EndObject();
    }

    private static void WriteMounts(JsonOutput json, AgentContainer container)
    {
        json.StartArray("volumeMounts"u8);
        foreach (var mount in container.Mounts)
        {
            WriteMount(json, mount);
        }

        json.EndArray();
    }

    private static void WriteSecurity(JsonOutput json, AgentIdentity identity)
    {
        json.StartObject("securityContext"u8);
        json.Number("runAsUser"u8, identity.User);
        if (identity.Group is { } group)
        {
            json.Number("runAsGroup"u8, group);
        }

        json.Boolean("runAsNonRoot"u8, identity.User != 0);
        json.Boolean("allowPrivilegeEscalation"u8, false);
        json.Boolean("readOnlyRootFilesystem"u8, true);
        json.StartObject("capabilities"u8);
        if (identity.MayKill)
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

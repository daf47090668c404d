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
        WriteProgram(json, container.Program);

        if (container.IsNativeSidecar)
        {
            json.Constant("restartPolicy"u8, "Always"u8);
        }

        json.Name("args"u8);
        WriteArguments(json, container.Arguments);
        WriteServing(json, container);
        WriteResources(json, container.Resources);
        WriteMounts(json, container);
        WriteSecurity(json, container.Security);
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

    /// <summary>
    /// The probe that holds back the start until the first copy is made. By exec: a mesh that is called after us sends an httpGet to its own proxy, which
    /// starts after us as well; and on the host's network the agent serves no HTTP. The program waits for a moment itself, so that no second is lost.
    /// </summary>
    public static void WriteStartupProbe(JsonOutput json, bool inTargetImage)
    {
        json.StartObject();
        json.StartObject("exec"u8);
        json.StartArray("command"u8);
        if (inTargetImage)
        {
            WriteLoader(json);
        }
        else
        {
            json.String(InjectedNames.AgentProgram);
        }

        json.String(AgentFlags.Check.Flag);
        json.String(AgentFlags.State.With(InjectedNames.StatePath));
        json.EndArray();
        json.EndObject();
        json.Number("periodSeconds"u8, 1);
        json.Number("timeoutSeconds"u8, 5);
        json.Number("failureThreshold"u8, FirstCopySeconds);
        json.EndObject();
    }

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

    private static void WriteProgram(JsonOutput json, AgentProgram program)
    {
        if (program is OwnImage own)
        {
            json.String("image"u8, own.Reference);
            if (own.PullPolicy is not null)
            {
                json.String("imagePullPolicy"u8, own.PullPolicy);
            }
        }
        else if (program is TargetImage target)
        {
            Raw(json, "image"u8, target.Reference);
            Raw(json, "imagePullPolicy"u8, target.PullPolicy);
            json.StartArray("command"u8);
            WriteLoader(json);
            json.EndArray();
            json.StartArray("env"u8);
            foreach (var (name, value) in TargetEnvironment.Cleared)
            {
                json.StartObject();
                json.String("name"u8, name);
                json.String("value"u8, value);
                json.EndObject();
            }

            json.EndArray();
        }
    }

    // The program runs on its own loader and libraries: the image may have others, or none.
    private static void WriteLoader(JsonOutput json)
    {
        json.String(InjectedNames.LoaderPath);
        json.String("--inhibit-cache");
        json.String("--library-path");
        json.String(InjectedNames.ProgramPath);
        json.String(InjectedNames.InstalledProgram);
    }

    private static void Raw(JsonOutput json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } present)
        {
            json.Name(name);
            json.Raw(present.Span);
        }
    }

    // No readiness probe: the agent must never take the application out of service. No liveness probe: the agent ends itself when its loop hangs, and an
    // exec would start a process each time.
    private static void WriteServing(JsonOutput json, AgentContainer container)
    {
        if (container.Port is { } port)
        {
            json.StartArray("ports"u8);
            json.StartObject();
            json.String("name"u8, InjectedNames.AgentContainer);
            json.Number("containerPort"u8, port);
            json.Constant("protocol"u8, "TCP"u8);
            json.EndObject();
            json.EndArray();
        }

        if (container.HoldsBackStart)
        {
            json.Name("startupProbe"u8);
            WriteStartupProbe(json, container.Program is TargetImage);
        }
    }

    private static void WriteResources(JsonOutput json, AgentResources resources)
    {
        if (resources is { Cpu: null, Memory: null, EphemeralStorage: null })
        {
            return;
        }

        json.StartObject("resources"u8);
        WriteQuantities(json, "requests"u8, resources.Cpu?.Request, resources.Memory?.Request, resources.EphemeralStorage?.Request);
        WriteQuantities(json, "limits"u8, resources.Cpu?.Limit, resources.Memory?.Limit, resources.EphemeralStorage?.Limit);
        json.EndObject();
    }

    private static void WriteQuantities(JsonOutput json, ReadOnlySpan<byte> name, string? cpu, string? memory, string? storage)
    {
        if (cpu is null && memory is null && storage is null)
        {
            return;
        }

        json.StartObject(name);
        WriteQuantity(json, "cpu"u8, cpu);
        WriteQuantity(json, "memory"u8, memory);
        WriteQuantity(json, "ephemeral-storage"u8, storage);
        json.EndObject();
    }

    private static void WriteQuantity(JsonOutput json, ReadOnlySpan<byte> name, string? quantity)
    {
        if (quantity is not null)
        {
            json.String(name, quantity);
        }
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

    private static void WriteSecurity(JsonOutput json, AgentSecurity security)
    {
        json.StartObject("securityContext"u8);
        if (security.User is { } user)
        {
            json.Number("runAsUser"u8, user);
        }

        if (security.Group is { } group)
        {
            json.Number("runAsGroup"u8, group);
        }

        if (security.NonRoot is { } nonRoot)
        {
            json.Boolean("runAsNonRoot"u8, nonRoot);
        }

        json.Boolean("allowPrivilegeEscalation"u8, false);
        json.Boolean("readOnlyRootFilesystem"u8, true);
        json.StartObject("capabilities"u8);
        if (security.Capabilities.Count > 0)
        {
            json.StartArray("add"u8);
            foreach (var capability in security.Capabilities)
            {
                json.String(capability);
            }

            json.EndArray();
        }

        json.StartArray("drop"u8);
        json.String("ALL");
        json.EndArray();
        json.EndObject();
        if (security.HasDefaultSeccomp)
        {
            json.StartObject("seccompProfile"u8);
            json.Constant("type"u8, "RuntimeDefault"u8);
            json.EndObject();
        }

        Raw(json, "seccompProfile"u8, security.Seccomp);
        Raw(json, "appArmorProfile"u8, security.AppArmor);
        Raw(json, "seLinuxOptions"u8, security.SeLinux);
        json.EndObject();
    }
}

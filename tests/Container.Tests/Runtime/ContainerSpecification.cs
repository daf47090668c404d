using System.Globalization;
using System.Text.Json.Nodes;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>
/// A container of a Pod as a runtime specification (https://github.com/opencontainers/runtime-spec/blob/main/config.md), made as kubelet and containerd
/// make it: user and groups, rights, mounts, limits, masked paths, and the namespaces of the Pod.
/// </summary>
internal static class ContainerSpecification
{
    // containerd's defaults: https://github.com/containerd/containerd/blob/main/pkg/oci/spec.go
    private static readonly string[] DefaultCapabilities =
    [
        "CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE",
    ];

    private static readonly string[] MaskedPaths =
    [
        "/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi",
        "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    private static readonly string[] ReadOnlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary>Makes it.</summary>
    /// <param name="image">What it is started from.</param>
    /// <param name="root">Its own copy of the image's files.</param>
    /// <param name="podSecurity">The Pod's <c>securityContext</c>.</param>
    /// <param name="container">The container in the Pod.</param>
    /// <param name="volumes">The mounts of its volumes.</param>
    /// <param name="namespaces">Its namespaces: the kind, and the process whose one it joins, if it does not get its own.</param>
    public static JsonObject Create(
        ContainerImage image, string root, JsonNode? podSecurity, JsonNode container, IEnumerable<JsonObject> volumes, IEnumerable<(string Kind, int? Process)> namespaces)
    {
        var security = container["securityContext"];
        var variables = Variables(container);
        var capabilities = Capabilities(security);
        var seccomp = ((security?["seccompProfile"] ?? podSecurity?["seccompProfile"])?["type"])?.GetValue<string>() == "RuntimeDefault" ? SeccompProfile.For(capabilities) : null;
        // A user by number that no file names has the group 0, unless a group is given; the image's own user has the image's.
        var user = (long?)(security?["runAsUser"] ?? podSecurity?["runAsUser"]);
        var group = (long?)(security?["runAsGroup"] ?? podSecurity?["runAsGroup"]) ?? (user is null ? image.Group : 0);
        return new JsonObject
        {
            ["ociVersion"] = "1.0.2",
            ["root"] = new JsonObject { ["path"] = root, ["readonly"] = (bool?)security?["readOnlyRootFilesystem"] == true },
            ["process"] = new JsonObject
            {
                ["cwd"] = "/",
                ["args"] = Texts(CommandLine(image, container, variables)),
                ["env"] = Texts([.. image.Variables, .. variables.Select(static variable => $"{variable.Key}={variable.Value}")]),
                ["noNewPrivileges"] = (bool?)security?["allowPrivilegeEscalation"] == false,
                ["user"] = new JsonObject { ["uid"] = user ?? image.User, ["gid"] = group, ["additionalGids"] = Groups(podSecurity) },
                // Bounding, effective and permitted; nothing is ambient, so a user other than root has none of them.
                ["capabilities"] = new JsonObject
                {
                    ["bounding"] = Texts(capabilities), ["effective"] = Texts(capabilities), ["permitted"] = Texts(capabilities),
                },
            },
            ["hostname"] = "pod",
            ["mounts"] = new JsonArray([.. KernelMounts(), .. image.Layers.Select(static layer => layer.DeepClone()), .. InOrder(volumes)]),
            ["linux"] = new JsonObject
            {
                ["namespaces"] = new JsonArray([.. namespaces.Select(static space => Namespace(space.Kind, space.Process))]),
                ["maskedPaths"] = Texts(MaskedPaths),
                ["readonlyPaths"] = Texts(ReadOnlyPaths),
                ["resources"] = Limits(container["resources"]?["limits"]),
                ["seccomp"] = seccomp,
            },
        };
    }

    private static JsonObject Namespace(string kind, int? process)
    {
        // The kernel's file of the PID namespace is named like the kind; that of mounts is "mnt", but mounts are never shared.
        var file = kind == "network" ? "net" : kind;
        return process is null ? new() { ["type"] = kind } : new() { ["type"] = kind, ["path"] = $"/proc/{process}/ns/{file}" };
    }

    private static HashSet<string> Capabilities(JsonNode? security)
    {
        var (added, dropped) = (Names(security?["capabilities"]?["add"]), Names(security?["capabilities"]?["drop"]));
        return [.. (dropped.Contains("ALL") ? [] : DefaultCapabilities.Except(dropped)).Concat(added).Select(static name => $"CAP_{name}")];
    }

    private static IEnumerable<string> CommandLine(ContainerImage image, JsonNode container, Dictionary<string, string> variables)
    {
        var (command, arguments) = (container["command"] as JsonArray, container["args"] as JsonArray);
        // A command of the Pod's takes the place of both of the image's.
        IEnumerable<string> line =
        [
            .. command is null ? image.Entrypoint : Names(command),
            .. arguments is not null ? Names(arguments) : command is null ? image.Command : [],
        ];
        return line.Select(word => variables.Aggregate(word, static (text, variable) => text.Replace($"$({variable.Key})", variable.Value, StringComparison.Ordinal)));
    }

    private static Dictionary<string, string> Variables(JsonNode container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in (JsonArray?)container["env"] ?? [])
        {
            // Where it stands in an object or a field of the Pod, any value does.
            variables[(string)variable!["name"]!] = (string?)variable["value"] ?? (variable["valueFrom"] is null ? "" : "from elsewhere");
        }

        return variables;
    }

    private static JsonArray Groups(JsonNode? podSecurity) =>
        new([.. ((JsonArray?)podSecurity?["supplementalGroups"] ?? []).Append(podSecurity?["fsGroup"]).OfType<JsonNode>().Select(static group => group.DeepClone())]);

    private static JsonObject Limits(JsonNode? limits)
    {
        const long PeriodMicroseconds = 100_000;
        var resources = new JsonObject();
        if ((string?)limits?["memory"] is { } memory)
        {
            resources["memory"] = new JsonObject { ["limit"] = (long)Quantity(memory) };
        }

        if ((string?)limits?["cpu"] is { } cpu)
        {
            resources["cpu"] = new JsonObject { ["quota"] = (long)(Quantity(cpu) * PeriodMicroseconds), ["period"] = PeriodMicroseconds };
        }

        return resources;
    }

    private static decimal Quantity(string text)
    {
        var number = text.TrimEnd('m', 'k', 'K', 'M', 'G', 'i');
        var unit = text[number.Length..] switch
        {
            "" => 1m,
            "m" => 0.001m,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "k" => 1_000,
            "M" => 1_000_000,
            "G" => 1_000_000_000,
            var other => throw new InvalidOperationException($"can't read the quantity '{text}': the unit '{other}' is not known here"),
        };
        return decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) * unit;
    }

    private static JsonObject[] KernelMounts() =>
    [
        Mount.New("/proc", "proc", "proc", "nosuid", "noexec", "nodev"),
        Mount.New("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
        Mount.New("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"),
        Mount.New("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
        Mount.New("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
    ];

    // As kubelet and containerd do it, so that a mount inside another one is not hidden by it.
    private static IEnumerable<JsonObject> InOrder(IEnumerable<JsonObject> volumes) =>
        volumes.OrderBy(static mount => ((string)mount["destination"]!).TrimEnd('/').Count(static c => c == '/'));

    private static IEnumerable<string> Names(JsonNode? list) => ((JsonArray?)list ?? []).Select(static item => (string)item!);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode)text)]);
}

using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;

namespace ConfigSync.Cli.Security;

/// <summary>The rules of <see cref="PodSecurityLevel.Baseline"/>.</summary>
internal static class BaselineRules
{
    private const string AppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly string[] Namespaces = ["hostNetwork", "hostPID", "hostIPC"];

    private static readonly string[] Callers = ["httpGet", "tcpSocket"];

    private static readonly string[] Capabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly string[] SeLinuxTypes = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    private static readonly string[] Sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
    ];

    /// <summary>Breaches of the Pod as a whole.</summary>
    public static IEnumerable<string> OfPod(JsonNode pod, JsonNode spec)
    {
        foreach (var host in Namespaces.Where(host => spec.Flag(host) == true))
        {
            yield return $"{host} is true";
        }

        foreach (var volume in spec.List("volumes").Where(static volume => volume.At("hostPath") is not null))
        {
            yield return $"volume '{volume.Text("name")}' is a hostPath";
        }

        foreach (var sysctl in spec.List("securityContext", "sysctls").Select(static item => item.Text("name")).Where(static name => !Sysctls.Contains(name)))
        {
            yield return $"sysctl '{sysctl}' is set";
        }

        foreach (var (key, value) in pod.Entries("metadata", "annotations"))
        {
            var text = value.Text() ?? "";
            if (key.StartsWith(AppArmorPrefix, StringComparison.Ordinal) && text is not ("" or "runtime/default") && !text.StartsWith("localhost/", StringComparison.Ordinal))
            {
                yield return $"annotation '{key}' is '{text}'";
            }
        }

        foreach (var breach in OfContext(spec.At("securityContext"), "the Pod"))
        {
            yield return breach;
        }
    }

    /// <summary>Breaches of a container.</summary>
    public static IEnumerable<string> OfContainer(JsonNode container)
    {
        var name = PodSecurity.Name(container);
        var context = container.At("securityContext");
        if (context.Flag("privileged") == true)
        {
            yield return $"{name} is privileged";
        }

        foreach (var capability in context.List("capabilities", "add").Select(static item => item.Text()).Where(static added => !Capabilities.Contains(added)))
        {
            yield return $"{name} adds the capability {capability}";
        }

        foreach (var port in container.List("ports").Select(static port => port.Number("hostPort")).Where(static port => port is not (null or 0)))
        {
            yield return $"{name} has the host port {port}";
        }

        if (context.Text("procMount") is not (null or "Default"))
        {
            yield return $"{name} has procMount '{context.Text("procMount")}'";
        }

        foreach (var breach in OfContext(context, name).Concat(OfHandlers(container, name)))
        {
            yield return breach;
        }
    }

    private static IEnumerable<string> OfContext(JsonNode? context, string who)
    {
        if (context.Text("seccompProfile", "type") == "Unconfined")
        {
            yield return $"{who} has seccomp profile Unconfined";
        }

        if (context.Text("appArmorProfile", "type") == "Unconfined")
        {
            yield return $"{who} has AppArmor profile Unconfined";
        }

        if (context.Flag("windowsOptions", "hostProcess") == true)
        {
            yield return $"{who} is a Windows host process";
        }

        var selinux = context.At("seLinuxOptions");
        if (!SeLinuxTypes.Contains(selinux.Text("type") ?? "") || selinux.Text("user") is { Length: > 0 } || selinux.Text("role") is { Length: > 0 })
        {
            yield return $"{who} sets SELinux options";
        }
    }

    // Since 1.34: the kubelet would call any host for the Pod.
    private static IEnumerable<string> OfHandlers(JsonNode container, string name) =>
        from handler in new[]
        {
            container.At("livenessProbe"), container.At("readinessProbe"), container.At("startupProbe"),
            container.At("lifecycle", "postStart"), container.At("lifecycle", "preStop"),
        }
        from kind in Callers
        where handler.Text(kind, "host") is { Length: > 0 }
        select $"{name} has a probe or hook of host '{handler.Text(kind, "host")}'";
}

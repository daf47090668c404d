using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;

namespace ConfigSync.Cli.Security;

/// <summary>The rules of <see cref="PodSecurityLevel.Restricted"/> beyond <see cref="BaselineRules"/>.</summary>
internal static class RestrictedRules
{
    private static readonly string[] Volumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    /// <summary>Breaches of the Pod as a whole.</summary>
    public static IEnumerable<string> OfPod(JsonNode spec)
    {
        foreach (var volume in spec.List("volumes").OfType<JsonObject>())
        {
            foreach (var (kind, _) in volume.Where(static field => field.Key is not ("name" or "hostPath") && !Volumes.Contains(field.Key)))
            {
                yield return $"volume '{volume.Text("name")}' is of type {kind}";
            }
        }

        if (spec.Number("securityContext", "runAsUser") == 0)
        {
            yield return "the Pod runs as user 0";
        }
    }

    /// <summary>Breaches of a container, given the Pod's own security context.</summary>
    public static IEnumerable<string> OfContainer(JsonNode spec, JsonNode container)
    {
        var name = PodSecurity.Name(container);
        var context = container.At("securityContext");
        if (context.Flag("allowPrivilegeEscalation") != false)
        {
            yield return $"{name} does not set allowPrivilegeEscalation: false";
        }

        if (!context.List("capabilities", "drop").Any(static dropped => dropped.Text() == "ALL"))
        {
            yield return $"{name} does not drop ALL capabilities";
        }

        foreach (var capability in context.List("capabilities", "add").Select(static item => item.Text()).Where(static added => added != "NET_BIND_SERVICE"))
        {
            yield return $"{name} adds the capability {capability}";
        }

        if ((context.Flag("runAsNonRoot") ?? spec.Flag("securityContext", "runAsNonRoot")) != true)
        {
            yield return $"{name} does not set runAsNonRoot: true";
        }

        if (context.Number("runAsUser") == 0)
        {
            yield return $"{name} runs as user 0";
        }

        if ((context.Text("seccompProfile", "type") ?? spec.Text("securityContext", "seccompProfile", "type")) is not ("RuntimeDefault" or "Localhost"))
        {
            yield return $"{name} has no seccomp profile RuntimeDefault or Localhost";
        }
    }
}

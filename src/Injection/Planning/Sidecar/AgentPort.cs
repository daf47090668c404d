using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The agent's port: ours, or the next one that the application does not use; none on the host's network, where it would be the node's.</summary>
internal static class AgentPort
{
    public static int? Choose(PodView pod, PodSettings settings, List<Finding> notes)
    {
        if (pod.HostNetwork)
        {
            notes.Add(new Finding(Reasons.MetricsOff, "spec.hostNetwork 'true': the agent serves no HTTP on the node's network"));
            return null;
        }

        var port = InjectedNames.AgentPort;
        while (IsUsed(port, pod, settings))
        {
            port++;
        }

        if (port != InjectedNames.AgentPort)
        {
            notes.Add(new Finding(Reasons.PortMoved, $"port {InjectedNames.AgentPort} is in use by the application: the agent serves HTTP on {port}"));
        }

        return port;
    }

    private static bool IsUsed(int port, PodView pod, PodSettings settings) =>
        pod.Containers.Exists(container => container.Ports.Contains(port))
        || pod.InitContainers?.Exists(container => container.Ports.Contains(port)) == true
        || IsPortOf(settings.ReloadUrl, port)
        || IsPortOf(settings.VerifyUrl, port);

    private static bool IsPortOf(string? url, int port) =>
        url is not null && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.IsLoopback && parsed.Port == port;
}

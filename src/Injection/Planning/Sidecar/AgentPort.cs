using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// The agent's port: the one that the Pod asks for; else its profile's or ours, or the next one that the application does not use. None on the host's
/// network, where it would be the node's.
/// </summary>
internal static class AgentPort
{
    public static int? Choose(PodView pod, PodSettings settings, List<Finding> notes)
    {
        if (pod.HostNetwork)
        {
            notes.Add(new Finding(Reasons.MetricsOff, "spec.hostNetwork 'true': the agent serves no HTTP on the node's network"));
            return null;
        }

        var wanted = settings.AgentPort ?? InjectedNames.AgentPort;
        if (settings.Values.IsFromPod(PodAnnotations.AgentPort))
        {
            return wanted;
        }

        var port = wanted;
        while (UsedPorts.IsDeclared(pod, port) || UsedPorts.IsMentioned(pod, port) || settings.CallsPort(port))
        {
            port = port == PodSettings.HighestPort ? InjectedNames.AgentPort : port + 1;
        }

        if (port != wanted)
        {
            notes.Add(new Finding(Reasons.PortMoved, $"port {wanted} is in use by the application: the agent serves HTTP on {port}"));
        }

        return port;
    }
}

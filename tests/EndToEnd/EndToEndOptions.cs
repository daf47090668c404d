using System.Collections;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.EndToEnd;

/// <summary>What the environment says about the cluster.</summary>
/// <param name="KubeConfig"><c>KUBECONFIG</c>: the cluster. Whoever it names may do everything there.</param>
/// <param name="Only"><c>E2E_ONLY</c>: comma list of behaviours, by class name; all when empty.</param>
/// <param name="Changes"><c>E2E_CHANGES</c>: how many changes of each application are timed.</param>
/// <param name="AuditLog"><c>E2E_AUDIT_LOG</c>: the API server's audit log, where this machine can read it.</param>
/// <param name="RestartKubelet"><c>E2E_RESTART_KUBELET</c>: a shell command that restarts the kubelet of the (one) node.</param>
/// <param name="OpenClaw"><c>E2E_OPENCLAW</c>: the folder from which <c>make e2e-images</c> built its image, if it did.</param>
internal sealed record EndToEndOptions(string KubeConfig, IReadOnlyList<string> Only, int Changes, string? AuditLog, string? RestartKubelet, string? OpenClaw)
{
    /// <summary>Reads the variables.</summary>
    public static EndToEndOptions Read(IDictionary variables)
    {
        string? Value(string name) => variables[name] is string { Length: > 0 } value ? value : null;
        return new EndToEndOptions(
            Value("KUBECONFIG") ?? "",
            Value("E2E_ONLY")?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            int.TryParse(Value("E2E_CHANGES"), out var changes) ? changes : 100,
            Value("E2E_AUDIT_LOG"),
            Value("E2E_RESTART_KUBELET"),
            Value("E2E_OPENCLAW"));
    }

    /// <summary>Why nothing can be tried, or null.</summary>
    public string? Missing() =>
        KubeConfig.Length == 0 ? "KUBECONFIG must name the kubeconfig of a cluster, such as kind's, that may be written all over"
        : Tools.Find("kubectl") is null ? "kubectl is not installed"
        : null;

    /// <summary>Whether a behaviour is asked for.</summary>
    public bool Selects(Behaviour behaviour) => Only.Count == 0 || Only.Contains(behaviour.GetType().Name);
}

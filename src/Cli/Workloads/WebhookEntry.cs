using ConfigSync.Contract;

namespace ConfigSync.Cli.Workloads;

/// <summary>An entry of the MutatingWebhookConfiguration. Which Pods it selects is tested against the manifest for every pair of labels.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="FailurePolicy">The fate of a Pod when the webhook cannot be reached.</param>
internal sealed record WebhookEntry(string Name, string FailurePolicy)
{
    /// <summary>The values of the label that a Namespace may have; the API server calls for no other.</summary>
    public static IReadOnlyList<string> NamespaceValues => InjectLabel.All;

    /// <summary>Namespaces whose Pods are never sent.</summary>
    public static IReadOnlyList<string> ProtectedNamespaces { get; } = ["kube-system", "kube-node-lease", "config-sync"];

    /// <summary>The entry that sends a Pod to the webhook, or <see langword="null"/> when none does.</summary>
    /// <param name="name">Name of the Namespace, when known.</param>
    /// <param name="onNamespace">The inject label of the Namespace.</param>
    /// <param name="onPod">The inject label of the Pod, which wins.</param>
    public static WebhookEntry? For(string? name, string? onNamespace, string? onPod) => ProtectedNamespaces.Contains(name)
        ? null
        : (onNamespace, onPod) switch
        {
            (_, InjectLabel.Enabled or InjectLabel.True) => Of("pod-enabled", "Ignore"),
            (_, InjectLabel.Required) => Of("pod-required", "Fail"),
            (_, InjectLabel.Disabled or InjectLabel.False) => null,
            (_, not null) => Of("pod-unknown", "Ignore"),
            (InjectLabel.Enabled or InjectLabel.True, null) => Of("namespace-enabled", "Ignore"),
            (InjectLabel.Required, null) => Of("namespace-required", "Fail"),
            _ => null,
        };

    private static WebhookEntry Of(string name, string failurePolicy) => new(name + ".config-sync.dev", failurePolicy);
}

namespace ConfigSync.Kubernetes.Client;

/// <summary>A resource type of the API.</summary>
/// <param name="Group">The API group; empty for the core.</param>
/// <param name="Version">The version of the group.</param>
/// <param name="Plural">The name in URLs and in RBAC rules.</param>
/// <param name="Kind">The name in objects.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind)
{
    public static readonly ResourceType Pods = new("", "v1", "pods", "Pod");
    public static readonly ResourceType ConfigMaps = new("", "v1", "configmaps", "ConfigMap");
    public static readonly ResourceType Secrets = new("", "v1", "secrets", "Secret");
    public static readonly ResourceType Events = new("", "v1", "events", "Event");
    public static readonly ResourceType Deployments = new("apps", "v1", "deployments", "Deployment");
    public static readonly ResourceType ReplicaSets = new("apps", "v1", "replicasets", "ReplicaSet");
    public static readonly ResourceType StatefulSets = new("apps", "v1", "statefulsets", "StatefulSet");
    public static readonly ResourceType DaemonSets = new("apps", "v1", "daemonsets", "DaemonSet");
    public static readonly ResourceType Leases = new("coordination.k8s.io", "v1", "leases", "Lease");

    public static readonly ResourceType MutatingWebhookConfigurations =
        new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration");

    /// <summary>The <c>apiVersion</c> field of its objects: <c>apps/v1</c>, <c>v1</c>.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The URL path of the objects in one namespace or, without one, in all.</summary>
    public string CollectionPath(string? namespaceName)
    {
        var root = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        return namespaceName is null ? $"{root}/{Plural}" : $"{root}/namespaces/{Uri.EscapeDataString(namespaceName)}/{Plural}";
    }

    /// <summary>The URL path of one object.</summary>
    public string ObjectPath(string? namespaceName, string name) => $"{CollectionPath(namespaceName)}/{Uri.EscapeDataString(name)}";

    /// <summary>The name of one object in messages.</summary>
    public string Describe(string? namespaceName, string name) => namespaceName is null ? $"{Plural} '{name}'" : $"{Plural} '{namespaceName}/{name}'";
}

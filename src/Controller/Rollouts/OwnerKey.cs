using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>The object whose Pod template is changed to get new Pods: a Deployment, StatefulSet or DaemonSet.</summary>
internal sealed record OwnerKey(ResourceType Type, string Namespace, string Name)
{
    public override string ToString() => $"{Type.Kind} '{Namespace}/{Name}'";
}

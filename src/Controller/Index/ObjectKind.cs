namespace ConfigSync.Controller.Index;

/// <summary>What Pods take their configuration from.</summary>
internal enum ObjectKind
{
    ConfigMap,
    Secret,
}

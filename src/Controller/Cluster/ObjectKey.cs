namespace ConfigSync.Controller.Cluster;

/// <summary>One ConfigMap or Secret.</summary>
internal readonly record struct ObjectKey(ObjectKind Kind, string Namespace, string Name)
{
    public override string ToString() => $"{Kind}/{Name}";
}

/// <summary>The kinds of objects from which Pods take their configuration.</summary>
internal enum ObjectKind
{
    ConfigMap,
    Secret,
}

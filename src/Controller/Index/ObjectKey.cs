namespace ConfigSync.Controller.Index;

/// <summary>One ConfigMap or Secret.</summary>
internal readonly record struct ObjectKey(ObjectKind Kind, string Namespace, string Name)
{
    public override string ToString() => $"{Kind}/{Name}";
}

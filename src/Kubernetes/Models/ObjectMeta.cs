namespace ConfigSync.Kubernetes.Models;

/// <summary>The part of an object's metadata that a read-modify-write needs.</summary>
public sealed record ObjectMeta
{
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public long? Generation { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }
}

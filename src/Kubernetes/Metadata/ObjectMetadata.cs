namespace ConfigSync.Kubernetes.Metadata;

/// <summary>The selected metadata of one object.</summary>
public sealed record ObjectMetadata
{
    public required string Name { get; init; }

    /// <summary>Empty for a cluster-scoped object.</summary>
    public required string Namespace { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    /// <summary>The controller owner: the one owner reference with <c>controller: true</c>, if any.</summary>
    public OwnerReference? Controller { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The latest time in <c>managedFields</c>, by the server's clock: to the second, and missing for objects without managed fields.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>True when the object has a deletion timestamp.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>Values of the selected annotations, in the order of the selection.</summary>
    public IReadOnlyList<string?> Annotations { get; init; } = [];
}

/// <summary>The controller owner of an object.</summary>
/// <param name="ApiVersion">Group and version of the owner.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, in the namespace of what it owns.</param>
/// <param name="Uid">Its uid, which another object of the same name does not have.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid);

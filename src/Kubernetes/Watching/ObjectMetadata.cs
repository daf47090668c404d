namespace ConfigSync.Kubernetes;

/// <summary>Metadata of one object, as much of it as was selected.</summary>
public sealed record ObjectMetadata
{
    public required string Name { get; init; }

    /// <summary>Empty for an object of the cluster.</summary>
    public required string Namespace { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    /// <summary>The owner that controls it, if any.</summary>
    public OwnerReference? Controller { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When one of its field managers last wrote it, by the server's clock. To the second, and missing for objects without managed fields.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether its deletion was asked for.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>Values of the selected annotations, in the order of the selection.</summary>
    public IReadOnlyList<string?> Annotations { get; init; } = [];
}

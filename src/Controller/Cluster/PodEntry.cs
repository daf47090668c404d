namespace ConfigSync.Controller.Cluster;

/// <summary>One injected Pod. There are thousands: every field here counts.</summary>
internal sealed class PodEntry(string namespaceName, string name, string uid)
{
    public string Namespace { get; } = namespaceName;

    public string Name { get; } = name;

    public string Uid { get; } = uid;

    /// <summary>The injection record that the webhook left, shared with the Pod's siblings.</summary>
    public required string Record { get; init; }

    public required PodNeeds Needs { get; init; }

    /// <summary>The Pods of the same controller owner, if it has one and a change may need new Pods.</summary>
    public PodSet? PodSet { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The value of the nudge annotation, as it was last seen or sent, by whichever leader: milliseconds since 1970. Guarded by the lock of <see cref="ClusterState"/>.
    /// </summary>
    public long NudgedAt { get; set; }
}

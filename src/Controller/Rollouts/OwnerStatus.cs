namespace ConfigSync.Controller.Rollouts;

/// <summary>Counts of Pods, as each of the three types of owners names them.</summary>
internal sealed record OwnerStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int UpdatedReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int DesiredNumberScheduled { get; init; }

    public int UpdatedNumberScheduled { get; init; }

    public int NumberAvailable { get; init; }
}

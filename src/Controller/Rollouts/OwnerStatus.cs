namespace ConfigSync.Controller.Rollouts;

/// <summary>Numbers of Pods. A DaemonSet names them differently than a Deployment or StatefulSet.</summary>
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

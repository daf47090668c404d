namespace ConfigSync.Controller.Cluster;

/// <summary>The cached state, for subscribers while they are called. It takes no lock, because the caller holds it: neither the view nor a result of it may be kept.</summary>
internal sealed class ClusterView(PodIndex pods, ObjectVersions[] objects)
{
    public IEnumerable<PodSet> PodSets => pods.PodSets;

    public DateTimeOffset ChangedAt(ObjectKey key) => objects[(int)key.Kind].ChangedAt(key);

    public IEnumerable<ObjectKey> ChangedSince(DateTimeOffset since) => objects.SelectMany(versions => versions.ChangedSince(since));

    /// <summary>Pods into which the kubelet mounts the object.</summary>
    public IReadOnlyCollection<PodEntry> NudgedBy(ObjectKey key) => pods.NudgedBy(key);

    /// <summary>Pods that are replaced when the object changes.</summary>
    public IReadOnlyCollection<PodEntry> RolledBy(ObjectKey key) => pods.RolledBy(key);
}

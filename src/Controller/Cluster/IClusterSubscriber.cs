namespace ConfigSync.Controller.Cluster;

/// <summary>
/// Receives the changes of the cluster. Every call comes under the lock of <see cref="ClusterState"/>: one at a time, in the order of the watch events.
/// So an implementation does no more than queue work. It may take its own lock inside of a call, but must never call <see cref="ClusterState"/>
/// while it holds that lock.
/// </summary>
internal interface IClusterSubscriber
{
    /// <summary>The first call: the state that all later changes are changes of.</summary>
    public void OnSubscribed(ClusterView cluster);

    public void OnPodAdded(ClusterView cluster, PodEntry pod);

    public void OnPodRemoved(PodEntry pod);

    public void OnObjectChanged(ClusterView cluster, ObjectKey key);

    /// <summary>The last call: what is queued is forgotten, since another replica leads now.</summary>
    public void OnUnsubscribed();
}

using System.Globalization;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Controller.Cluster;

/// <summary>The injected Pods, by the objects they depend on and by their controller owner. Has no lock of its own: <see cref="ClusterState"/> guards it.</summary>
internal sealed class PodIndex(Action<PodEntry> onRemoved)
{
    private readonly Dictionary<(string Namespace, string Name), PodEntry> _pods = [];
    private readonly Dictionary<ObjectKey, HashSet<PodEntry>> _nudged = [];
    private readonly Dictionary<ObjectKey, HashSet<PodEntry>> _rolled = [];
    private readonly Dictionary<(string Namespace, string Uid), PodSet> _sets = [];
    private readonly PodNeedsPool _needs = new();
    private HashSet<PodEntry>? _listed;

    /// <summary>True when a list has been read to its end.</summary>
    public bool IsSynced { get; private set; }

    public int Count => _pods.Count;

    public IEnumerable<PodSet> PodSets => _sets.Values;

    /// <summary>Pods into which the kubelet mounts the object.</summary>
    public IReadOnlyCollection<PodEntry> NudgedBy(ObjectKey key) => _nudged.GetValueOrDefault(key) ?? (IReadOnlyCollection<PodEntry>)[];

    /// <summary>Pods that are replaced when the object changes.</summary>
    public IReadOnlyCollection<PodEntry> RolledBy(ObjectKey key) => _rolled.GetValueOrDefault(key) ?? (IReadOnlyCollection<PodEntry>)[];

    public void BeginList() => _listed = [];

    /// <summary>Records a Pod. Returns its entry when it is new: it may have missed a change that came before it.</summary>
    public PodEntry? Upsert(ObjectMetadata metadata)
    {
        var (record, nudge) = metadata.Annotations is [{ } text, var sequence] ? (text, sequence) : (null, null);
        var known = _pods.GetValueOrDefault((metadata.Namespace, metadata.Name));

        // A terminating Pod needs no configuration, and a Pod of the same name but another uid is another Pod.
        if (known is not null && (metadata.IsTerminating || record is null || known.Uid != metadata.Uid || known.Record != record))
        {
            Remove(known);
            known = null;
        }

        if (metadata.IsTerminating || record is null)
        {
            return null;
        }

        var isNew = known is null;
        known ??= Add(metadata, record);
        _listed?.Add(known);
        if (long.TryParse(nudge, NumberStyles.None, CultureInfo.InvariantCulture, out var nudgedAt))
        {
            known.NudgedAt = Math.Max(known.NudgedAt, nudgedAt);
        }

        return isNew ? known : null;
    }

    public void EndList()
    {
        foreach (var pod in _pods.Values.Where(pod => !_listed!.Contains(pod)).ToList())
        {
            Remove(pod);
        }

        _listed = null;
        IsSynced = true;
    }

    public void Remove(ObjectMetadata metadata)
    {
        if (_pods.TryGetValue((metadata.Namespace, metadata.Name), out var pod) && pod.Uid == metadata.Uid)
        {
            Remove(pod);
        }
    }

    private PodEntry Add(ObjectMetadata metadata, string record)
    {
        var (needs, shared) = _needs.Rent(record);
        var set = needs.Rolled.Count > 0 && metadata.Controller is { } owner ? FindPodSet(metadata.Namespace, owner) : null;
        var pod = new PodEntry(metadata.Namespace, metadata.Name, metadata.Uid) { Record = shared, Needs = needs, PodSet = set, CreatedAt = metadata.CreatedAt };
        _pods.Add((pod.Namespace, pod.Name), pod);
        set?.Pods.Add(pod);
        Link(_nudged, needs.Nudged, pod);
        Link(_rolled, needs.Rolled, pod);
        return pod;
    }

    private void Remove(PodEntry pod)
    {
        _pods.Remove((pod.Namespace, pod.Name));
        Unlink(_nudged, pod.Needs.Nudged, pod);
        Unlink(_rolled, pod.Needs.Rolled, pod);
        _needs.Return(pod.Record);
        if (pod.PodSet is { } set && set.Pods.Remove(pod) && set.Pods.Count == 0)
        {
            _sets.Remove((set.Namespace, set.Owner.Uid));
        }

        onRemoved(pod);
    }

    private PodSet FindPodSet(string namespaceName, OwnerReference owner)
    {
        if (!_sets.TryGetValue((namespaceName, owner.Uid), out var set))
        {
            set = new PodSet(namespaceName, owner);
            _sets.Add((namespaceName, owner.Uid), set);
        }

        return set;
    }

    private static void Link(Dictionary<ObjectKey, HashSet<PodEntry>> index, IReadOnlyList<ObjectNeed> needs, PodEntry pod)
    {
        foreach (var need in needs)
        {
            var key = need.In(pod.Namespace);
            if (!index.TryGetValue(key, out var pods))
            {
                index.Add(key, pods = []);
            }

            pods.Add(pod);
        }
    }

    private static void Unlink(Dictionary<ObjectKey, HashSet<PodEntry>> index, IReadOnlyList<ObjectNeed> needs, PodEntry pod)
    {
        foreach (var need in needs)
        {
            var key = need.In(pod.Namespace);
            if (index.TryGetValue(key, out var pods) && pods.Remove(pod) && pods.Count == 0)
            {
                index.Remove(key);
            }
        }
    }
}

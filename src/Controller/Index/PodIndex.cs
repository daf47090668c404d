using System.Globalization;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Controller.Index;

/// <summary>The injected Pods, by what they depend on and by what made them.</summary>
internal sealed class PodIndex
{
    private readonly Dictionary<(string Namespace, string Name), PodEntry> _pods = [];
    private readonly Dictionary<ObjectKey, HashSet<PodEntry>> _nudged = [];
    private readonly Dictionary<ObjectKey, HashSet<PodEntry>> _rolled = [];
    private readonly Dictionary<(string Namespace, string Uid), Workload> _workloads = [];
    private readonly PodNeedsPool _needs = new();
    private HashSet<PodEntry>? _listed;

    /// <summary>Whether a list has been read to its end.</summary>
    public bool IsSynced { get; private set; }

    public int Count => _pods.Count;

    public IEnumerable<PodEntry> All => _pods.Values;

    public IEnumerable<Workload> Workloads => _workloads.Values;

    /// <summary>Pods that mount the object.</summary>
    public IReadOnlyCollection<PodEntry> NudgedBy(ObjectKey key) => _nudged.GetValueOrDefault(key) ?? (IReadOnlyCollection<PodEntry>)[];

    /// <summary>Pods that are replaced when the object changes.</summary>
    public IReadOnlyCollection<PodEntry> RolledBy(ObjectKey key) => _rolled.GetValueOrDefault(key) ?? (IReadOnlyCollection<PodEntry>)[];

    public void BeginList() => _listed = [];

    /// <summary>Takes note of a Pod. Returns its entry when it is new to us, so that changes which came before it can be looked at.</summary>
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
        var workload = needs.Rolled.Count > 0 && metadata.Controller is { } owner ? FindWorkload(metadata.Namespace, owner) : null;
        var pod = new PodEntry(metadata.Namespace, metadata.Name, metadata.Uid) { Record = shared, Needs = needs, Workload = workload, CreatedAt = metadata.CreatedAt };
        _pods.Add((pod.Namespace, pod.Name), pod);
        workload?.Pods.Add(pod);
        Link(_nudged, needs.Nudged, pod);
        Link(_rolled, needs.Rolled, pod);
        return pod;
    }

    private void Remove(PodEntry pod)
    {
        _pods.Remove((pod.Namespace, pod.Name));
        pod.Nudge.IsGone = true;
        Unlink(_nudged, pod.Needs.Nudged, pod);
        Unlink(_rolled, pod.Needs.Rolled, pod);
        _needs.Return(pod.Record);
        if (pod.Workload is { } workload && workload.Pods.Remove(pod) && workload.Pods.Count == 0)
        {
            _workloads.Remove((workload.Namespace, workload.Reference.Uid));
        }
    }

    private Workload FindWorkload(string inNamespace, OwnerReference owner)
    {
        if (!_workloads.TryGetValue((inNamespace, owner.Uid), out var workload))
        {
            workload = new Workload(inNamespace, owner);
            _workloads.Add((inNamespace, owner.Uid), workload);
        }

        return workload;
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

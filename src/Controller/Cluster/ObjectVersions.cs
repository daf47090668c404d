using System.Runtime.InteropServices;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Controller.Cluster;

/// <summary>The resource version of each object of one kind, and when it last changed: enough to distinguish a change from a repetition after a resync.</summary>
internal sealed class ObjectVersions(ObjectKind kind)
{
    private readonly Dictionary<ObjectKey, State> _objects = [];
    private HashSet<ObjectKey>? _listed;

    /// <summary>True when a list has been read to its end.</summary>
    public bool IsSynced { get; private set; }

    public int Count => _objects.Count;

    public void BeginList() => _listed = [];

    /// <summary>
    /// Records an object. Returns its key when it changed since it was recorded last. In the very first list nothing is known: the time of its managed fields,
    /// which the server wrote, takes the place of ours, so that a change while no controller ran is found.
    /// </summary>
    public ObjectKey? Upsert(ObjectMetadata metadata, DateTimeOffset now)
    {
        var key = new ObjectKey(kind, metadata.Namespace, metadata.Name);
        _listed?.Add(key);
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_objects, key, out var known);
        if (known && state.Version == metadata.ResourceVersion)
        {
            return null;
        }

        state = new State(metadata.ResourceVersion, IsSynced ? now : metadata.ModifiedAt ?? default);
        return IsSynced ? key : null;
    }

    public void EndList()
    {
        foreach (var key in _objects.Keys.Where(key => !_listed!.Contains(key)).ToList())
        {
            _objects.Remove(key);
        }

        _listed = null;
        IsSynced = true;
    }

    public void Remove(ObjectMetadata metadata) => _objects.Remove(new ObjectKey(kind, metadata.Namespace, metadata.Name));

    public DateTimeOffset ChangedAt(ObjectKey key) => _objects.TryGetValue(key, out var state) ? state.ChangedAt : default;

    public IEnumerable<ObjectKey> ChangedSince(DateTimeOffset since) => _objects.Where(pair => pair.Value.ChangedAt >= since).Select(pair => pair.Key);

    private readonly record struct State(string Version, DateTimeOffset ChangedAt);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>The objects, their versions and the history from which watches go on. One version counter for everything, as in etcd.</summary>
internal sealed class ObjectStore(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ObjectId, StoredObject> _objects = new(Comparer<ObjectId>.Create(Compare));
    private readonly List<StoreEvent> _history = [];
    private readonly HashSet<WatchSession> _watches = [];
    private long _version = 1000;
    private long _compactedTo = 1000;

    public long Version
    {
        get
        {
            lock (_lock)
            {
                return _version;
            }
        }
    }

    public int WatchCount(string resource)
    {
        lock (_lock)
        {
            return _watches.Count(watch => watch.Resource == resource);
        }
    }

    public StoredObject? Find(ObjectId id)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(id);
        }
    }

    /// <summary>Everything that matches after an object, in order, with the version that this is the state of.</summary>
    public (List<StoredObject> Objects, long Version) List(Selector selector)
    {
        lock (_lock)
        {
            return (_objects.Values.Where(selector.Matches).ToList(), _version);
        }
    }

    /// <summary>Changes or creates an object in one step. <paramref name="change"/> gets what is there and returns what shall be, or null to delete.</summary>
    public StoredObject? Write(ObjectId id, string manager, Func<StoredObject?, JsonObject?> change)
    {
        lock (_lock)
        {
            var before = _objects.GetValueOrDefault(id);
            var json = change(before);
            if (json is null && before is null)
            {
                return null;
            }

            _version++;
            if (json is null)
            {
                _objects.Remove(id);
                var last = before!.ToJson();
                last["metadata"]!["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture);
                Publish(new StoreEvent(_version, before, null), new StoredObject(id, last, _version));
                return null;
            }

            Stamp(id, json, before, manager);
            var after = new StoredObject(id, json, _version);
            _objects[id] = after;
            Publish(new StoreEvent(_version, before, after), after);
            return after;
        }
    }

    /// <summary>True when the history still reaches back to a version.</summary>
    public bool Remembers(long version)
    {
        lock (_lock)
        {
            return version >= _compactedTo;
        }
    }

    /// <summary>Starts a watch after a version. False when that version is no longer in the history.</summary>
    public bool TryWatch(WatchSession watch, long after)
    {
        lock (_lock)
        {
            if (after < _compactedTo)
            {
                return false;
            }

            foreach (var change in _history.Where(change => change.Version > after))
            {
                watch.Offer(change, change.Latest);
            }

            _watches.Add(watch);
            return true;
        }
    }

    public void EndWatch(WatchSession watch)
    {
        lock (_lock)
        {
            _watches.Remove(watch);
        }
    }

    public void ForEachWatch(Action<WatchSession, long> action)
    {
        lock (_lock)
        {
            foreach (var watch in _watches)
            {
                action(watch, _version);
            }
        }
    }

    /// <summary>Forgets the history, as etcd does every five minutes.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _history.Clear();
            _compactedTo = ++_version;
        }
    }

    private void Publish(StoreEvent change, StoredObject sent)
    {
        // The event of a deletion has the last state of the object, under the version of the deletion.
        var stored = change.After is null ? change with { Before = sent } : change;
        _history.Add(stored);
        foreach (var watch in _watches)
        {
            watch.Offer(stored, sent);
        }
    }

    private void Stamp(ObjectId id, JsonObject json, StoredObject? before, string manager)
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var metadata = json["metadata"]?.AsObject() ?? new JsonObject();
        json["metadata"] = metadata;
        metadata["name"] = id.Name;
        if (id.Namespace.Length > 0)
        {
            metadata["namespace"] = id.Namespace;
        }

        metadata["uid"] = before?.Uid ?? (string?)metadata["uid"] ?? Guid.NewGuid().ToString();
        metadata["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture);
        metadata["creationTimestamp"] ??= now;
        var managed = metadata["managedFields"]?.DeepClone().AsArray() ?? [];
        var mine = managed.FirstOrDefault(entry => (string?)entry!["manager"] == manager)?.AsObject();
        if (mine is null)
        {
            mine = new JsonObject { ["manager"] = manager, ["operation"] = "Update", ["fieldsType"] = "FieldsV1", ["fieldsV1"] = new JsonObject() };
            managed.Add(mine);
        }

        mine["time"] = now;
        metadata["managedFields"] = managed;
    }

    private static int Compare(ObjectId x, ObjectId y)
    {
        var order = string.CompareOrdinal(x.Group, y.Group);
        order = order != 0 ? order : string.CompareOrdinal(x.Resource, y.Resource);
        order = order != 0 ? order : string.CompareOrdinal(x.Namespace, y.Namespace);
        return order != 0 ? order : string.CompareOrdinal(x.Name, y.Name);
    }
}

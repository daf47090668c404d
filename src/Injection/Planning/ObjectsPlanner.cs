using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning;

/// <summary>The objects that a Pod depends on, each once, with the keys that are used: what the controller goes by.</summary>
internal static class ObjectsPlanner
{
    public static List<ObjectRecord> Of(List<MountPlan> mounts, List<EnvironmentObject> environment, ReloadPlan reload)
    {
        var records = new List<ObjectRecord>();
        foreach (var mount in mounts)
        {
            // A mount that is left does not change in a running Pod, so only a rollout has to know its object.
            if (mount.Strategy != Reasons.Left || reload.Reload == ReloadValues.Rollout)
            {
                AddMounted(mount, records);
            }
        }

        records.AddRange(environment.ConvertAll(static found => new ObjectRecord(found.Kind, found.Name, ObjectRecord.Env, found.Keys)));
        return Merge(records);
    }

    /// <summary>One record for each object and way; all keys when one of the records takes them all.</summary>
    public static List<ObjectRecord> Merge(List<ObjectRecord> records)
    {
        var merged = new List<ObjectRecord>();
        foreach (var record in records)
        {
            var known = merged.FindIndex(other => other.Kind == record.Kind && other.Name == record.Name && other.By == record.By);
            if (known < 0)
            {
                merged.Add(record);
            }
            else
            {
                merged[known] = record with { Keys = Union(merged[known].Keys, record.Keys) };
            }
        }

        merged.Sort(Compare);
        return merged;
    }

    private static void AddMounted(MountPlan mount, List<ObjectRecord> records)
    {
        foreach (var projection in mount.Volume.Projections)
        {
            var keys = VolumeItems.Keys(projection, mount.Item, mount.IsFile);
            if (IsObject(projection) && keys is not { Count: 0 })
            {
                keys?.Sort(StringComparer.Ordinal);
                records.Add(Of(projection, keys));
            }
        }
    }

    private static List<string>? Union(IReadOnlyList<string>? keys, IReadOnlyList<string>? others) =>
        keys is null || others is null ? null : keys.Union(others, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

    private static int Compare(ObjectRecord one, ObjectRecord other)
    {
        var by = string.CompareOrdinal(one.By, other.By);
        var kind = by != 0 ? by : string.CompareOrdinal(one.Kind, other.Kind);
        return kind != 0 ? kind : string.CompareOrdinal(one.Name, other.Name);
    }

    private static bool IsObject(ProjectionView projection) =>
        projection.Kind is ProjectionKind.ConfigMap or ProjectionKind.Secret && projection.Object.Length > 0;

    private static ObjectRecord Of(ProjectionView projection, List<string>? keys) => new(
        projection.Kind == ProjectionKind.Secret ? ObjectRecord.Secret : ObjectRecord.ConfigMap,
        projection.Object,
        ObjectRecord.Mount,
        keys);
}

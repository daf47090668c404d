using System.Text.Json;
using ConfigSync.Contract;

namespace ConfigSync.Controller.Cluster;

/// <summary>The objects that an injected Pod depends on, from the injection record that the webhook left on it.</summary>
/// <param name="Nudged">Objects that the kubelet mounts into the Pod: after a change it is nudged to sync its volumes now.</param>
/// <param name="Rolled">Objects whose change needs new Pods.</param>
internal sealed record PodNeeds(IReadOnlyList<ObjectNeed> Nudged, IReadOnlyList<ObjectNeed> Rolled)
{
    public static readonly PodNeeds None = new([], []);

    /// <summary>Reads the value of the annotation; <see langword="null"/> when it is not a valid record.</summary>
    public static PodNeeds? Parse(string record)
    {
        try
        {
            return JsonSerializer.Deserialize(record, ContractJsonContext.Default.InjectionRecord) is { } read ? From(read) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PodNeeds From(InjectionRecord record)
    {
        List<ObjectNeed> nudged = [], rolled = [];
        foreach (var subject in record.Objects)
        {
            if (!Enum.TryParse<ObjectKind>(subject.Kind, out var kind))
            {
                continue;
            }

            // An object referenced by env or envFrom is mounted (for the agent) only when the agent restarts the application in place.
            if (subject.By == ObjectRecord.Mount || record.EnvChanges == EnvChangesValues.Restart)
            {
                Add(nudged, new ObjectNeed(kind, subject.Name, ""));
            }

            if ((subject.By == ObjectRecord.Mount ? record.Reload : record.EnvChanges) == ReloadValues.Rollout)
            {
                Add(rolled, new ObjectNeed(kind, subject.Name, string.Join(',', (subject.Keys ?? []).Order(StringComparer.Ordinal))));
            }
        }

        return new PodNeeds(nudged, rolled);
    }

    private static void Add(List<ObjectNeed> needs, ObjectNeed need)
    {
        if (!needs.Contains(need))
        {
            needs.Add(need);
        }
    }
}

/// <summary>An object that a Pod depends on, in the Pod's namespace.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The keys that are used, sorted and joined by commas; empty for all keys.</param>
internal sealed record ObjectNeed(ObjectKind Kind, string Name, string Keys)
{
    /// <summary>Unique among the needs of a Pod. Names and keys can't contain the punctuation.</summary>
    public string Id { get; } = Keys.Length == 0 ? $"{Kind}/{Name}" : $"{Kind}/{Name}[{Keys}]";

    public ObjectKey In(string namespaceName) => new(Kind, namespaceName, Name);
}

using System.Text.Json;
using ConfigSync.Contract;

namespace ConfigSync.Controller.Index;

/// <summary>What an injected Pod depends on, from the record that the webhook left on it.</summary>
/// <param name="Nudged">Objects that the kubelet mounts into the Pod: on a change the kubelet shall look at once.</param>
/// <param name="Rolled">Objects whose change takes new Pods.</param>
internal sealed record PodNeeds(IReadOnlyList<ObjectNeed> Nudged, IReadOnlyList<ObjectNeed> Rolled)
{
    public static readonly PodNeeds None = new([], []);

    /// <summary>Reads the value of the annotation. <see langword="null"/> when it is not a record.</summary>
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

            // What stands behind env is mounted for the agent only when it is to restart the application in place.
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

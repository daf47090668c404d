namespace ConfigSync.Controller.Rollouts;

/// <summary>The decision about one owner.</summary>
/// <param name="Record">The new value of its annotation.</param>
/// <param name="Changed">Ids of the objects that new Pods are needed for; none: nothing rolls.</param>
/// <param name="Vanished">Ids of objects that no longer exist. Pods are not replaced for that: new ones could not start.</param>
internal sealed record RolloutDecision(ContentRecord Record, IReadOnlyList<string> Changed, IReadOnlyList<string> Vanished)
{
    public bool Rolls => Changed.Count > 0;

    /// <summary>
    /// Compares the recorded contents with the current ones. Per object:
    /// <code>
    /// recorded   now        decision
    /// -          anything   record (the object is new to this owner: its template changed, which rolled it already)
    /// h          h          nothing
    /// h          other      roll
    /// absent     h          roll (an optional object appeared)
    /// h          absent     keep the record: when it comes back with the same contents nothing needs to roll
    /// h          unreadable keep the record
    /// </code>
    /// </summary>
    public static RolloutDecision Decide(ContentRecord? recorded, IEnumerable<ObjectHash> contents)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<string> changed = [], vanished = [];
        foreach (var (id, hash) in contents)
        {
            var before = recorded?.Hashes.GetValueOrDefault(id);
            if (before is not null && before != ObjectHash.Absent && hash == ObjectHash.Absent)
            {
                vanished.Add(id);
            }
            else if (before is not null && hash is not null && hash != before)
            {
                changed.Add(id);
            }

            if ((vanished.Contains(id) || hash is null ? before : hash) is { } kept)
            {
                hashes[id] = kept;
            }
        }

        return new RolloutDecision(new ContentRecord(hashes), changed, vanished);
    }
}

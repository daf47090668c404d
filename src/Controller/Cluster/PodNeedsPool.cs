namespace ConfigSync.Controller.Cluster;

/// <summary>Shares injection records and what was read from them: the replicas of a workload have the same text.</summary>
internal sealed class PodNeedsPool
{
    private readonly Dictionary<string, Shared> _byRecord = new(StringComparer.Ordinal);

    public int Count => _byRecord.Count;

    /// <summary>The needs in a record, and the one copy of its text. An invalid record needs nothing.</summary>
    public (PodNeeds Needs, string Record) Rent(string record)
    {
        if (!_byRecord.TryGetValue(record, out var shared))
        {
            shared = new Shared(record, PodNeeds.Parse(record) ?? PodNeeds.None);
            _byRecord.Add(record, shared);
        }

        shared.Users++;
        return (shared.Needs, shared.Record);
    }

    public void Return(string record)
    {
        if (--_byRecord[record].Users == 0)
        {
            _byRecord.Remove(record);
        }
    }

    private sealed class Shared(string record, PodNeeds needs)
    {
        public string Record { get; } = record;

        public PodNeeds Needs { get; } = needs;

        public int Users { get; set; }
    }
}

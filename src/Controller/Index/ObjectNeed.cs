namespace ConfigSync.Controller.Index;

/// <summary>An object that a Pod depends on, in the Pod's namespace.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The keys that are used, sorted and joined by commas; empty when it is all of them.</param>
internal sealed record ObjectNeed(ObjectKind Kind, string Name, string Keys)
{
    /// <summary>What tells it from other needs of the same workload. Characters of keys and names leave the punctuation free.</summary>
    public string Id { get; } = Keys.Length == 0 ? $"{Kind}/{Name}" : $"{Kind}/{Name}[{Keys}]";

    public ObjectKey In(string inNamespace) => new(Kind, inNamespace, Name);
}

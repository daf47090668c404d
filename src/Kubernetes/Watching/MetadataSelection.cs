namespace ConfigSync.Kubernetes;

/// <summary>Which annotations are kept. The others are skipped without being built: some hold whole copies of their object.</summary>
/// <param name="Annotations">Their keys.</param>
internal sealed record MetadataSelection(IReadOnlyList<string> Annotations)
{
    /// <summary>Strings that occur in many objects are kept once.</summary>
    public StringPool Strings { get; init; } = new();
}

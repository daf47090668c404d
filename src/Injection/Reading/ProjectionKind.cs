namespace ConfigSync.Injection.Reading;

/// <summary>What a volume projects.</summary>
internal enum ProjectionKind
{
    ConfigMap,
    Secret,
    DownwardApi,

    /// <summary>A service account token.</summary>
    Token,
    Other,
}

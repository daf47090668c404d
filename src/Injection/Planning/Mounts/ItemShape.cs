namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>What a subPath names in a volume.</summary>
internal enum ItemShape
{
    /// <summary>Nothing that the volume's items make.</summary>
    Missing,
    File,
    Directory,
}

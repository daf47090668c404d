namespace ConfigSync.Injection.Settings;

/// <summary>Words of the annotation sources that name a kind instead of a volume.</summary>
internal static class SourceKeyword
{
    public const string ConfigMaps = "configmaps";
    public const string Secrets = "secrets";
}

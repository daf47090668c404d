namespace ConfigSync.Injection.Reading;

/// <summary>What a volume is, as far as injection distinguishes.</summary>
internal enum VolumeKind
{
    Other,
    ConfigMap,
    Secret,
    Projected,
    DownwardApi,

    /// <summary>emptyDir or ephemeral: writable by the Pod, gone with it.</summary>
    Scratch,
    Claim,
}

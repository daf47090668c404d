namespace ConfigSync.Injection.Reading;

/// <summary>The kinds of volumes that injection distinguishes. Scratch is an emptyDir; ephemeral a claim that goes with the Pod.</summary>
internal enum VolumeKind
{
    Other,
    ConfigMap,
    Secret,
    Projected,
    DownwardApi,
    HostPath,
    Scratch,
    Ephemeral,
    Claim,
}

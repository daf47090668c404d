namespace ConfigSync.Cli.Security;

/// <summary>A level of the Pod Security Standards; each is stricter than the one before.</summary>
internal enum PodSecurityLevel
{
    /// <summary>Anything goes.</summary>
    Privileged,

    /// <summary>No known way to more rights than the Pod should have.</summary>
    Baseline,

    /// <summary>Hardened.</summary>
    Restricted,
}

namespace ConfigSync.Cli.Security;

/// <summary>A level of the Pod Security Standards; each is stricter than the one before.</summary>
internal enum PodSecurityLevel
{
    /// <summary>Unrestricted.</summary>
    Privileged,

    /// <summary>Prevents known privilege escalations.</summary>
    Baseline,

    /// <summary>Follows the current hardening practice.</summary>
    Restricted,
}

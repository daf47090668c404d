namespace ConfigSync.Agent.Reloading;

/// <summary>How telling the application went.</summary>
internal enum ReloadOutcomeKind
{
    /// <summary>It was told.</summary>
    Told,

    /// <summary>It started after the content was in place.</summary>
    NotNeeded,

    /// <summary>It could not be told; worth trying again.</summary>
    Failed,

    /// <summary>It was not told because that would do harm or no good.</summary>
    Refused,
}

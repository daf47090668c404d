namespace ConfigSync.Agent.Reporting;

/// <summary>The result of an attempt to apply content. The names, in lower case, are metric labels: never rename one.</summary>
internal enum ReloadResult
{
    /// <summary>Reloaded, and verified if that is configured.</summary>
    Applied,

    /// <summary>The copy or the reload failed; it is tried again.</summary>
    Failed,

    /// <summary>Not reloaded, because that would do harm or have no effect: an ambiguous process, or a signal that would end it.</summary>
    Refused,

    /// <summary>Reloaded, but the verify URL did not confirm it in time.</summary>
    Unverified,
}

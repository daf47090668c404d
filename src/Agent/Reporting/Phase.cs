namespace ConfigSync.Agent.Reporting;

/// <summary>The phases from a change to its effect. The names, in lower case, are metric labels: never rename one.</summary>
internal enum Phase
{
    /// <summary>From the first event to a complete and settled reading.</summary>
    Settle,

    /// <summary>Copying.</summary>
    Copy,

    /// <summary>Reloading the application.</summary>
    Tell,

    /// <summary>Calling the verify URL.</summary>
    Verify,
}

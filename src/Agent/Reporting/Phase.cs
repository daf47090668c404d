namespace ConfigSync.Agent.Reporting;

/// <summary>What the way from a change to its effect consists of. The names, in lower case, are metric labels.</summary>
internal enum Phase
{
    /// <summary>From the first event to a reading that is whole and settled.</summary>
    Settle,

    /// <summary>Copying.</summary>
    Copy,

    /// <summary>Telling the application.</summary>
    Tell,

    /// <summary>Asking whether it took it.</summary>
    Verify,
}

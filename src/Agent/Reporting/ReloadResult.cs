namespace ConfigSync.Agent.Reporting;

/// <summary>How an attempt to make the application take its configuration ended. The names, in lower case, are metric labels.</summary>
internal enum ReloadResult
{
    /// <summary>Told, and verified if that was asked for.</summary>
    Applied,

    /// <summary>Could not be copied or told; it is tried again.</summary>
    Failed,

    /// <summary>Not told because telling would do harm or no good: several candidates, or a signal that would end the process.</summary>
    Refused,

    /// <summary>Told, but the verify URL did not say so in time.</summary>
    Unverified,
}

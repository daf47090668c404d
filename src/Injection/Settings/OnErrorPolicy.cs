namespace ConfigSync.Injection.Settings;

/// <summary>What becomes of a Pod whose settings have errors.</summary>
public enum OnErrorPolicy
{
    /// <summary>It is denied, with every error in the message.</summary>
    Deny,

    /// <summary>It is admitted without the agent, with every error as a warning.</summary>
    Warn,
}

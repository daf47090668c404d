namespace ConfigSync.Injection.Policy;

/// <summary>What becomes of a Pod whose settings have faults.</summary>
public enum FaultPolicy
{
    /// <summary>It is denied, with every fault in the message.</summary>
    Deny,

    /// <summary>It is admitted without the agent, with every fault as a warning.</summary>
    Warn,
}

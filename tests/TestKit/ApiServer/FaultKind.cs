namespace ConfigSync.TestKit.ApiServer;

/// <summary>How a request goes wrong.</summary>
public enum FaultKind
{
    /// <summary>It is answered with a status.</summary>
    Refuse,

    /// <summary>Its connection is cut.</summary>
    Abort,

    /// <summary>It is not answered for as long as the rule stands, as when packets vanish.</summary>
    Hang,

    /// <summary>It is answered late.</summary>
    Delay,

    /// <summary>It is carried out when the rule goes, even if the client has given up by then: packets that were on the way.</summary>
    Hold,

    /// <summary>It is carried out, and its connection cut in the middle of the answer.</summary>
    CutAnswer,
}

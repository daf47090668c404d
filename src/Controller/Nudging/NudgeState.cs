namespace ConfigSync.Controller.Nudging;

/// <summary>Where a Pod stands in the queue of nudges. Times are monotonic, since the process started.</summary>
internal struct NudgeState
{
    /// <summary>Patches that are still to be sent: two after a change, one after the first was sent, none when at rest.</summary>
    public byte Passes;

    /// <summary>Whether it waits among those that are due.</summary>
    public bool IsReady;

    /// <summary>Whether its patch is on the way.</summary>
    public bool IsSending;

    /// <summary>Whether another change came while the patch was on the way.</summary>
    public bool ChangedMeanwhile;

    /// <summary>Whether the Pod is no longer in the index.</summary>
    public bool IsGone;

    /// <summary>Whether a patch was sent before; <see cref="SentAt"/> means nothing otherwise.</summary>
    public bool WasSent;

    /// <summary>Which of its places in the queue of those that are not yet due is the right one.</summary>
    public int Place;

    public TimeSpan SentAt;

    /// <summary>When the change arrived that the next patch is for.</summary>
    public TimeSpan ChangedAt;
}

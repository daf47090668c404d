namespace ConfigSync.Controller.Nudging;

/// <summary>What came of one patch. The codes are values of a metric's label: add, never rename.</summary>
internal enum NudgeOutcome
{
    /// <summary>The Pod has the annotation.</summary>
    Sent,

    /// <summary>The Pod is no more. Normal: it was deleted between the event and the patch.</summary>
    Gone,

    /// <summary>The Pod changed in the same moment, or is another of the same name. Normal: the second pass sees to it.</summary>
    Conflict,

    /// <summary>Our rights don't suffice; the kubelet's minute applies.</summary>
    Forbidden,

    /// <summary>The server asked for patience; the patch is tried again.</summary>
    Throttled,

    /// <summary>The server could not be reached or had trouble of its own; the patch is tried again.</summary>
    Failed,

    /// <summary>The server refused for a reason that will not go away; the kubelet's minute applies.</summary>
    Refused,
}

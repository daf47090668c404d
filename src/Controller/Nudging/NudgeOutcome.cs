namespace ConfigSync.Controller.Nudging;

/// <summary>The outcome of one patch. The names are values of a metric's label: add, never rename.</summary>
internal enum NudgeOutcome
{
    /// <summary>The Pod has the annotation.</summary>
    Sent,

    /// <summary>The Pod no longer exists. Normal: it was deleted between the event and the patch.</summary>
    Gone,

    /// <summary>The Pod changed at the same time, or is another Pod of the same name. Normal: the second patch covers it.</summary>
    Conflict,

    /// <summary>An RBAC permission is missing; updates wait for the kubelet sync.</summary>
    Forbidden,

    /// <summary>The server throttles us; the patch is tried again.</summary>
    Throttled,

    /// <summary>The server can't be reached or has an internal error; the patch is tried again.</summary>
    Failed,

    /// <summary>The server refused for a reason that does not go away, such as an admission policy; updates wait for the kubelet sync.</summary>
    Refused,
}

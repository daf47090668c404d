namespace ConfigSync.Controller.Rollouts;

/// <summary>The outcome of one look at an owner. The names are values of a metric's label: add, never rename.</summary>
internal enum RolloutOutcome
{
    /// <summary>The template was changed; the owner replaces its Pods.</summary>
    Rolled,

    /// <summary>The template was changed; the Deployment is paused and rolls when it is resumed.</summary>
    RolledPaused,

    /// <summary>The template was changed; the strategy is OnDelete, so Pods are replaced as they are deleted.</summary>
    RolledOnDelete,

    /// <summary>The contents were recorded for the first time, or for other objects than before; nothing rolls.</summary>
    Recorded,

    /// <summary>The contents are those that were recorded.</summary>
    Unchanged,

    /// <summary>The limit of owners that roll at once is reached; this one waits.</summary>
    Queued,

    /// <summary>The Pod has no owner that could replace it.</summary>
    NoOwner,

    /// <summary>The owner is of an unsupported kind, such as a Job or a custom resource.</summary>
    UnsupportedOwner,

    /// <summary>The owner no longer exists.</summary>
    OwnerGone,

    /// <summary>The owner changed at the same time; it is looked at again.</summary>
    Conflict,

    /// <summary>An RBAC permission is missing.</summary>
    Forbidden,

    /// <summary>The server can't be reached or has an internal error; tried again.</summary>
    Failed,

    /// <summary>The owner did not finish in time; it no longer counts against the limit.</summary>
    Stalled,
}

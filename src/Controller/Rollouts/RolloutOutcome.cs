namespace ConfigSync.Controller.Rollouts;

/// <summary>What came of a look at an owner. The codes are values of a metric's label: add, never rename.</summary>
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

    /// <summary>As many owners roll as may; this one waits.</summary>
    Queued,

    /// <summary>The Pod has no owner that could replace it.</summary>
    NoOwner,

    /// <summary>The owner is of a kind that is not known here, a Job or a custom resource.</summary>
    UnsupportedOwner,

    /// <summary>The owner is no more.</summary>
    OwnerGone,

    /// <summary>The owner changed in the same moment; it is looked at again.</summary>
    Conflict,

    /// <summary>Our rights don't suffice.</summary>
    Forbidden,

    /// <summary>The server could not be reached or had trouble of its own; tried again.</summary>
    Failed,

    /// <summary>The owner did not finish in time; it no longer keeps others waiting.</summary>
    Stalled,
}

namespace ConfigSync.Agent.Watching;

/// <summary>How a source was found.</summary>
internal enum SourceCondition
{
    /// <summary>Read whole and settled.</summary>
    Good,

    /// <summary>Read whole, but its visible links do not match yet: the kubelet is in the middle of an update.</summary>
    Unsettled,

    /// <summary>It moved each time that it was read; its writer will be done soon.</summary>
    Moving,

    /// <summary>There, with nothing in it that counts.</summary>
    Empty,

    /// <summary>Not there.</summary>
    Missing,

    /// <summary>There, and not ours to read.</summary>
    Unreadable,
}

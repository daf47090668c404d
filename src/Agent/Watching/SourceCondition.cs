namespace ConfigSync.Agent.Watching;

/// <summary>The condition of a source. The names, in lower case, are shown by <c>/status</c>.</summary>
internal enum SourceCondition
{
    /// <summary>Read completely, and settled.</summary>
    Good,

    /// <summary>Read completely, but its visible links do not match yet: the kubelet is in the middle of an update.</summary>
    Unsettled,

    /// <summary>Changed during every attempt to read it; to be read again soon.</summary>
    Moving,

    /// <summary>Exists, without a file that counts.</summary>
    Empty,

    /// <summary>Does not exist.</summary>
    Missing,

    /// <summary>Exists, but cannot be read.</summary>
    Unreadable,
}

namespace ConfigSync.Agent.Processes;

/// <summary>What a process would do with a signal.</summary>
internal enum SignalFate
{
    /// <summary>It left the signal to its default, which for most is to end the process.</summary>
    Default,

    /// <summary>It catches it, or takes it by waiting for it.</summary>
    Handled,

    /// <summary>It takes no notice of it.</summary>
    Ignored,

    /// <summary>There is no such process any more.</summary>
    Gone,
}

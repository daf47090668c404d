namespace ConfigSync.TestKit.Processes;

/// <summary>What an application does with SIGHUP.</summary>
public enum SignalBehaviour
{
    /// <summary>Catches it and reads its configuration again.</summary>
    Reloads,

    /// <summary>Ignores it.</summary>
    Ignores,

    /// <summary>Leaves it alone and would be ended by it.</summary>
    Dies,

    /// <summary>Catches it and then exits, as Go and the JVM do for programs that do not want it.</summary>
    CatchesAndExits,
}

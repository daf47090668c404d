namespace ConfigSync.Options;

/// <summary>Exit codes of every program. Scripts depend on them: add, never renumber.</summary>
public static class ExitCode
{
    /// <summary>Done, or ended by SIGTERM.</summary>
    public const int Done = 0;

    /// <summary>The input was understood, but the work failed or was refused.</summary>
    public const int Failed = 1;

    /// <summary>Invalid options or input: nothing was done.</summary>
    public const int BadInput = 2;
}

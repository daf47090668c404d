namespace ConfigSync.Webhook.Commands;

/// <summary>What the process ends with. Scripts depend on these: add, never renumber.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A Pod was refused by policy.</summary>
    public const int Refused = 1;

    /// <summary>Bad usage or input: nothing was done.</summary>
    public const int BadInput = 2;
}

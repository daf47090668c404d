namespace ConfigSync.Injection.Policy;

/// <summary>How an application is told: values of the annotation reload.</summary>
internal static class ReloadMode
{
    public const string Signal = "signal";
    public const string Http = "http";
    public const string Restart = "restart";
    public const string Rollout = "rollout";
    public const string None = "none";

    /// <summary>Whether a process of the application has to be found and signalled.</summary>
    public static bool NeedsProcess(string reload, string envChanges) =>
        reload is Signal or Restart || envChanges == EnvChangesMode.Restart;
}

namespace ConfigSync.Contract;

/// <summary>Values of the annotation <c>env-changes</c> and of the record's field: the effect of a change of an object referenced by <c>env</c> or <c>envFrom</c>.</summary>
public static class EnvChangesValues
{
    /// <summary>Nothing.</summary>
    public const string Ignore = "ignore";

    /// <summary>The application's process is restarted in place.</summary>
    public const string Restart = ReloadValues.Restart;

    /// <summary>The Pod is replaced.</summary>
    public const string Rollout = ReloadValues.Rollout;
}

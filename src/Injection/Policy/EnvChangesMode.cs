namespace ConfigSync.Injection.Policy;

/// <summary>What a change behind env does: values of the annotation env-changes.</summary>
internal static class EnvChangesMode
{
    public const string Ignore = "ignore";
    public const string Restart = "restart";
    public const string Rollout = "rollout";
}

namespace ConfigSync.Contract;

/// <summary>Values of the annotation <c>drift</c> and of the agent's flag <c>--drift</c>: the fate of an application's edit of its copy.</summary>
public static class DriftValues
{
    /// <summary>It stays until the source changes next.</summary>
    public const string Keep = "keep";

    /// <summary>It is undone.</summary>
    public const string Restore = "restore";
}

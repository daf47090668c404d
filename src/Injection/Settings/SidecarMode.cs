namespace ConfigSync.Injection.Settings;

/// <summary>How the agent is placed: values of the annotation sidecar.</summary>
internal static class SidecarMode
{
    public const string Native = "native";
    public const string Container = "container";
}

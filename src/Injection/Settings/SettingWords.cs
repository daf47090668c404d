namespace ConfigSync.Injection.Settings;

/// <summary>Values of annotations that neither the agent nor the controller reads.</summary>
internal static class SettingWords
{
    public const string DeliveryMount = "mount";
    public const string DeliveryCopy = "copy";

    public const string SidecarNative = "native";
    public const string SidecarContainer = "container";
    public const string SidecarNone = "none";

    public const string AgentImageAuto = "auto";
    public const string AgentImageOwn = "own";
    public const string AgentImageTarget = "target";

    // Of sources: a kind instead of a volume's name.
    public const string SourcesConfigMaps = "configmaps";
    public const string SourcesSecrets = "secrets";

    public const string SubPathAuto = "auto";
    public const string SubPathRewrite = "rewrite";
    public const string SubPathKeepPath = "keep-path";
    public const string SubPathLeave = "leave";
}

namespace ConfigSync.Injection.Settings;

/// <summary>How subPath mounts are treated: values of the annotation subpath.</summary>
internal static class SubPathMode
{
    public const string Auto = "auto";
    public const string Rewrite = "rewrite";
    public const string KeepPath = "keep-path";
    public const string Leave = "leave";
}

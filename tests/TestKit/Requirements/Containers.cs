namespace ConfigSync.TestKit.Requirements;

/// <summary>What it takes to run the images that are shipped.</summary>
public static class Containers
{
    /// <summary>The variable that names the folder of image archives.</summary>
    public const string ImagesVariable = "E2E_IMAGES";

    /// <summary>Why no container can be run here; <see langword="null"/> when one can.</summary>
    public static string? Missing { get; } =
        Tools.Find("runc") is null ? "needs runc: apt-get install runc"
        : Environment.UserName != "root" ? "needs root: runc is to make namespaces and mounts"
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ImagesVariable)) ? $"needs images: make test-images, then {ImagesVariable}=artifacts/images"
        : null;
}

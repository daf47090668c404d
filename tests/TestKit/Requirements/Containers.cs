namespace ConfigSync.TestKit.Requirements;

/// <summary>What it takes to run the images that are shipped.</summary>
public static class Containers
{
    private const string ImagesVariable = "E2E_IMAGES";

    private static readonly string[] Targets = ["webhook", "agent", "controller"];

    /// <summary>Why no container can be run here; <see langword="null"/> when one can.</summary>
    public static string? Missing { get; } =
        Tools.Find("runc") is null ? "needs runc: apt-get install runc"
        : Environment.UserName != "root" ? "needs root: runc is to make namespaces and mounts"
        : string.IsNullOrEmpty(Folder) ? $"needs images: make test-images, then {ImagesVariable}=artifacts/images"
        : Targets.Select(ArchiveOf).FirstOrDefault(static archive => !File.Exists(archive)) is { } missing
            ? $"needs '{missing}', in the folder that {ImagesVariable} names: make test-images"
        : null;

    private static string? Folder => Environment.GetEnvironmentVariable(ImagesVariable);

    /// <summary>The archive of the image <c>webhook</c>, <c>agent</c> or <c>controller</c>.</summary>
    public static string ArchiveOf(string target) => Path.Combine(Path.GetFullPath(Folder!, Repository.Root), $"{target}.tar");
}

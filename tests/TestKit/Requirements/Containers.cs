namespace ConfigSync.TestKit.Requirements;

/// <summary>What it takes to run the images that are shipped.</summary>
public static class Containers
{
    /// <summary>The system call filter of <c>RuntimeDefault</c>, which comes with Debian's container tools.</summary>
    public const string SeccompProfile = "/usr/share/containers/seccomp.json";

    private const string ImagesVariable = "E2E_IMAGES";

    private static readonly string[] Targets = ["webhook", "agent", "controller"];
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why no container can be run here; <see langword="null"/> when one can.</summary>
    public static string? Missing => Found.Value;

    private static string? Folder => Environment.GetEnvironmentVariable(ImagesVariable);

    /// <summary>The archive of the image <c>webhook</c>, <c>agent</c> or <c>controller</c>.</summary>
    public static string ArchiveOf(string target) => Path.Combine(Path.GetFullPath(Folder!, Repository.Root), $"{target}.tar");

    private static string? Find() =>
        Tools.Find("runc") is null ? "needs runc: apt-get install runc"
        : Tools.Find("dash") is null ? "needs dash, of which stand-ins for applications are made: apt-get install dash"
        : !File.Exists(SeccompProfile) ? $"needs '{SeccompProfile}': apt-get install golang-github-containers-common"
        : string.IsNullOrEmpty(Folder) ? $"needs images: make test-images, then {ImagesVariable}=artifacts/images"
        : Targets.Select(ArchiveOf).FirstOrDefault(static archive => !File.Exists(archive)) is { } archive
            ? $"needs '{archive}', in the folder that {ImagesVariable} names: make test-images"
        : TryOne();

    // Whether runc may do what it has to can't be told from who one is: namespaces, mounts and a limit of memory have to be tried.
    private static string? TryOne()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("root"));
        folder.Write("config.json", """
            {
              "ociVersion": "1.0.2",
              "root": { "path": "root" },
              "process": { "cwd": "/", "args": ["/usr/bin/dash", "-c", "exit 0"], "user": { "uid": 0, "gid": 0 } },
              "mounts": [
                { "destination": "/usr", "type": "bind", "source": "/usr", "options": ["rbind", "ro"] },
                { "destination": "/lib", "type": "bind", "source": "/lib", "options": ["rbind", "ro"] },
                { "destination": "/lib64", "type": "bind", "source": "/lib64", "options": ["rbind", "ro"] },
                { "destination": "/proc", "type": "proc", "source": "proc" }
              ],
              "linux": { "namespaces": [ { "type": "pid" }, { "type": "mount" }, { "type": "network" } ], "resources": { "memory": { "limit": 33554432 } } }
            }
            """);
        try
        {
            Tools.Output("runc", "--root", folder.PathOf("state"), "run", "--bundle", folder.Path, $"config-sync-probe-{Guid.NewGuid():N}");
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or TimeoutException)
        {
            return $"needs to run containers, as root for instance: {refused.Message.Trim()}";
        }
    }
}

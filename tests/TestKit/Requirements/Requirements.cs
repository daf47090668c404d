using ConfigSync.TestKit.Cluster;
using ConfigSync.TestKit.Manifests;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Requirements;

/// <summary>Finds out, once, what the machine has.</summary>
internal static class Requirements
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Lazy<string?> Namespaces = new(static () =>
        Tools.Run("unshare", Patience, "--pid", "--fork", "--mount-proc", "setpriv", "--reuid=1000", "--clear-groups", "true")
            ? null
            : "needs root: `unshare --pid --fork --mount-proc` is refused here");

    private static readonly Lazy<string?> Cgroups = new(static () => TestCgroup.Root is null ? "needs control groups that can be made; /sys/fs/cgroup is read-only here" : null);

    private static readonly Lazy<string?> Chokidar = new(static () =>
        NodeModules.Chokidar is null ? "needs node, and chokidar by `npm install`, which is not to be had here" : null);

    /// <summary>Why the first that is not met is not; <see langword="null"/> when all are.</summary>
    public static string? FirstMissing(IEnumerable<Requirement> requirements) => requirements.Select(Missing).FirstOrDefault(static missing => missing is not null);

    /// <summary>Why a requirement is not met; <see langword="null"/> when it is.</summary>
    private static string? Missing(Requirement requirement) => requirement switch
    {
        Requirement.Namespaces => Namespaces.Value,
        Requirement.Cgroups => Cgroups.Value,
        Requirement.Nginx => Package("nginx", "nginx-light"),
        Requirement.Kubectl => Kubectl.Missing,
        Requirement.AheadOfTimePrograms => Binaries.AheadOfTime ? null : "needs programs compiled ahead of time: make aot, then E2E_BINARIES=artifacts/aot",
        Requirement.Containers => Containers.Missing,
        Requirement.Compilers => Package("gcc", "gcc") ?? Package("musl-gcc", "musl-tools"),
        Requirement.Helm => Helm.Missing,
        Requirement.ApiServer => ClusterPrograms.Missing,
        Requirement.Prometheus => Package("prometheus", "prometheus"),
        _ => Chokidar.Value,
    };

    private static string? Package(string program, string package) => Tools.Find(program) is null ? $"needs {program}: apt-get install {package}" : null;
}

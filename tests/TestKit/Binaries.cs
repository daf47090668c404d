namespace ConfigSync.TestKit;

/// <summary>
/// The built programs that end-to-end tests start: the ahead-of-time binaries in the folder that <c>E2E_BINARIES</c> names,
/// or else the ordinary build in the test's own configuration.
/// </summary>
public static class Binaries
{
    private static readonly Dictionary<string, string> Projects = new(StringComparer.Ordinal)
    {
        ["config-sync"] = "Agent",
        ["config-sync-webhook"] = "Webhook",
        ["config-sync-controller"] = "Controller",
        ["kubectl-config_sync"] = "Cli",
    };

    /// <summary>Whether the programs are ahead-of-time binaries, for the few limits that only those promise.</summary>
    public static bool AheadOfTime => Folder is not null;

    private static string? Folder =>
        Environment.GetEnvironmentVariable("E2E_BINARIES") is { Length: > 0 } folder ? Path.GetFullPath(folder, Repository.Root) : null;

    /// <summary>The absolute path of an executable.</summary>
    /// <param name="name"><c>config-sync</c>, <c>config-sync-webhook</c>, <c>config-sync-controller</c> or <c>kubectl-config_sync</c>.</param>
    public static string Find(string name)
    {
        if (!Projects.TryGetValue(name, out var project))
        {
            throw new ArgumentException($"can't find program '{name}': the programs are {string.Join(", ", Projects.Keys)}", nameof(name));
        }

        var path = Path.Combine(Folder ?? BuildOutput(project), name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"can't find program '{path}': run {(AheadOfTime ? "`make aot`" : "`make build`")} first", path);
    }

    // A test runs from bin/<configuration>/<framework>; the program next door was built with the same two.
    private static string BuildOutput(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Repository.PathOf("src", project, "bin", framework.Parent!.Name, framework.Name);
    }
}

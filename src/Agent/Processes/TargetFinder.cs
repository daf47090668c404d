using ConfigSync.Contract;

namespace ConfigSync.Agent.Processes;

/// <summary>
/// Finds the application in a shared process namespace. Without a name that is the main process of each container: its parent is outside of the
/// namespace, and it is older than processes that <c>kubectl exec</c> added later. PID 1 is the pause container.
/// </summary>
internal sealed class TargetFinder(string? name, int expected)
{
    /// <summary>The error when nothing was found, with the likely causes.</summary>
    public string NotFound => name is null
        ? "can't find the application: no main process is visible; is shareProcessNamespace set and the container running?"
        : $"can't find process '{name}'; is shareProcessNamespace set, the container running, and is that its executable's name?";

    public TargetSearch Find()
    {
        var all = ProcFs.All();
        var found = name is null ? MainProcesses(all) : Named(all, name);
        if (name is not null || found.Count <= expected)
        {
            return new TargetSearch(found, null);
        }

        var seen = string.Join(", ", found);
        return new TargetSearch(
            [], $"can't tell which process is the application: saw {seen}; name it with {AgentFlags.Process.Flag} or expect more with {AgentFlags.Targets.Flag}");
    }

    private static List<ProcessInfo> MainProcesses(List<ProcessInfo> all)
    {
        var main = OldestPerContainer(all.Where(static process => process.Parent == 0 && process.Id != 1));
        main.RemoveAll(static process => process.Id == ProcFs.Self);
        return main;
    }

    private static List<ProcessInfo> Named(List<ProcessInfo> all, string name) =>
        OldestPerContainer(all.Where(process => process.Id != ProcFs.Self && ProcFs.IsCalled(process, name)));

    private static List<ProcessInfo> OldestPerContainer(IEnumerable<ProcessInfo> processes) =>
    [
        .. processes
            .OrderBy(static process => process.StartTicks).ThenBy(static process => process.Id)
            .DistinctBy(static process => ProcFs.Cgroup(process.Id)),
    ];
}

/// <summary>The outcome of a search.</summary>
/// <param name="Found">The processes to reload.</param>
/// <param name="Refusal">Why none is reloaded although some were found.</param>
internal sealed record TargetSearch(IReadOnlyList<ProcessInfo> Found, string? Refusal);

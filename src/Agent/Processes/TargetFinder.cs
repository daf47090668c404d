using ConfigSync.Contract;

namespace ConfigSync.Agent.Processes;

/// <summary>
/// Finds the application in a shared process namespace. Without a name that is every container's main process: its parent is outside, and
/// of those that were executed into the container later it is the oldest. PID 1 is the pause container.
/// </summary>
internal sealed class TargetFinder(string? name, int expected)
{
    /// <summary>Why nothing was found, and what could be done about it.</summary>
    public string NotFound => name is null
        ? "can't find the application: no main process is in sight; is shareProcessNamespace set and the container running?"
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

namespace ConfigSync.Agent.Processes;

/// <summary>The processes of one control group, which are those of one container, the oldest first.</summary>
internal sealed class ProcessGroup
{
    private ProcessGroup(string cgroup, IReadOnlyList<ProcessInfo> all)
    {
        Cgroup = cgroup;
        Processes = [.. all.Where(static process => !process.IsBeingMade)];
    }

    public string Cgroup { get; }

    public IReadOnlyList<ProcessInfo> Processes { get; }

    /// <summary>True while runc is still making the container's first process.</summary>
    public bool IsStarting => Processes.Count == 0;

    /// <summary>The process that the container was started with. What <c>kubectl exec</c> adds has a parent outside of the namespace as well, but is younger.</summary>
    public ProcessInfo Main => Processes.FirstOrDefault(static process => process.Parent == 0) ?? Processes[0];

    /// <summary>The oldest process of that name, if there is one.</summary>
    public ProcessInfo? Named(string name) => Processes.FirstOrDefault(process => ProcFs.IsCalled(process, name));

    /// <summary>Every group but the agent's own. PID 1 is the pause container, or else what the agent runs in.</summary>
    public static List<ProcessGroup> Others()
    {
        var own = ProcFs.Cgroup(ProcFs.Self);
        return All().FindAll(group => group.Cgroup != own);
    }

    /// <summary>Every group; the agent itself is in none of them, and neither is PID 1 unless it is asked for.</summary>
    public static List<ProcessGroup> All(bool withPidOne = false) =>
    [
        .. ProcFs.All()
            .Where(process => process.Id != ProcFs.Self && (process.Id != 1 || withPidOne))
            .OrderBy(static process => process.StartTicks).ThenBy(static process => process.Id)
            .Select(static process => (Process: process, Cgroup: ProcFs.Cgroup(process.Id)))
            // The group of a process that has ended meanwhile can't be read.
            .Where(static member => member.Cgroup.Length > 0 || ProcFs.Runs(member.Process.Identity))
            .GroupBy(static member => member.Cgroup, static member => member.Process)
            .Select(static group => new ProcessGroup(group.Key, [.. group])),
    ];
}

using ConfigSync.Agent.Options;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Processes;

/// <summary>
/// Finds the processes to reload in a shared process namespace: the main process of each target container, or the one that is named. An agent that is
/// told of no containers takes the only main process there is.
/// </summary>
internal sealed class TargetFinder(string? name, IReadOnlyList<ContainerOption> containers)
{
    private const string Hint = "is shareProcessNamespace set and the container running?";

    private readonly ContainerEvidence _evidence = new(containers);
    private readonly List<ContainerOption> _targets = [.. containers.Where(static container => container.IsTarget)];

    /// <summary>What was found of each target container; of the one application when there are none.</summary>
    public IReadOnlyList<FoundTarget> Find()
    {
        if (_targets.Count == 0)
        {
            // Told of containers, and of none to reload: theirs are all to be left alone.
            return containers.Count > 0 ? [] : [name is null ? OnlyMain() : Named(name)];
        }

        var groups = _evidence.Identify(ProcessGroup.Others());
        return _targets.ConvertAll(target => name is null ? MainOf(target, groups) : Named(name, target, groups));
    }

    private FoundTarget OnlyMain()
    {
        // Of the agent's own group only a process that is older than the agent can be the application.
        var own = ProcFs.Find(ProcFs.Self)!;
        var cgroup = ProcFs.Cgroup(own.Id);
        var main = NotOthers()
            .Where(static group => !group.IsStarting && group.Main.Parent == 0)
            .Where(group => group.Cgroup != cgroup || group.Main.StartTicks < own.StartTicks)
            .Select(static group => group.Main)
            .ToList();
        return main.Count switch
        {
            0 => FoundTarget.Missing(null, $"can't find the application: no main process is visible; {Hint}"),
            1 => new FoundTarget(null, main),
            _ => FoundTarget.Refused(null, $"can't tell which process is the application: saw {string.Join(", ", main)}; name it with {AgentFlags.Process.Flag}"),
        };
    }

    private FoundTarget Named(string name)
    {
        var found = NotOthers(withPidOne: true).Select(group => group.Named(name)).OfType<ProcessInfo>().ToList();
        return found.Count > 0
            ? new FoundTarget(null, found)
            : FoundTarget.Missing(null, $"can't find process '{name}'; is shareProcessNamespace set, the container running, and is that its executable's name?");
    }

    // Of an agent that is told of no containers, as outside of Pods, PID 1 may be the application, if its name is given.
    private IEnumerable<ProcessGroup> NotOthers(bool withPidOne = false) => containers.Count == 0
        ? ProcessGroup.All(withPidOne)
        : _evidence.Identify(ProcessGroup.All()).Where(static group => group.Container is null).Select(static group => group.Group);

    private static FoundTarget MainOf(ContainerOption target, IReadOnlyList<IdentifiedGroup> groups)
    {
        if (Newest(target, groups) is { } group)
        {
            return new FoundTarget(target.Name, [group.Main]);
        }

        var unknown = Unknown(target, groups).Select(static group => $"{group.Group.Main}: {group.Reason}").ToList();
        return unknown.Count > 0
            ? FoundTarget.Refused(target.Name, $"can't tell which process is container '{target.Name}': saw {string.Join("; ", unknown)}; set process")
            : FoundTarget.Missing(target.Name, $"can't find a process of container '{target.Name}' among {Seen(groups)}; {Hint}");
    }

    // A name settles what evidence leaves open. It never leads into a group that is known to be another's.
    private static FoundTarget Named(string name, ContainerOption target, IReadOnlyList<IdentifiedGroup> groups)
    {
        var possible = Newest(target, groups) is { } group ? [group] : Unknown(target, groups).Select(static unknown => unknown.Group);
        var found = possible.Select(group => group.Named(name)).OfType<ProcessInfo>().ToList();
        return found.Count > 0
            ? new FoundTarget(target.Name, found)
            : FoundTarget.Missing(target.Name, $"can't find process '{name}' of container '{target.Name}' among {Seen(groups)}; {Hint}");
    }

    // A container that is being replaced has two for a moment.
    private static ProcessGroup? Newest(ContainerOption target, IReadOnlyList<IdentifiedGroup> groups) =>
        groups.Where(group => group.Container == target).Select(static group => group.Group).MaxBy(static group => group.Main.StartTicks);

    private static IEnumerable<IdentifiedGroup> Unknown(ContainerOption target, IReadOnlyList<IdentifiedGroup> groups) =>
        groups.Where(group => group.Container is null && !group.Group.IsStarting && group.Possible.Contains(target));

    private static string Seen(IReadOnlyList<IdentifiedGroup> groups)
    {
        var seen = groups.Where(static group => !group.Group.IsStarting)
            .Select(static group => group.Container is { } container ? $"{group.Group.Main} of '{container.Name}'" : $"{group.Group.Main}").ToList();
        return seen.Count == 0 ? "no processes at all" : string.Join(", ", seen);
    }
}

/// <summary>What was found of a target.</summary>
/// <param name="Container">The container; <see langword="null"/> for the one application.</param>
/// <param name="Processes">The processes to reload.</param>
/// <param name="Problem">Why there are none.</param>
/// <param name="IsRefused">True when there are some that may be it, so that one of them would be guessed.</param>
internal sealed record FoundTarget(string? Container, IReadOnlyList<ProcessInfo> Processes, string? Problem = null, bool IsRefused = false)
{
    public static FoundTarget Missing(string? container, string problem) => new(container, [], problem);

    public static FoundTarget Refused(string? container, string problem) => new(container, [], problem, IsRefused: true);
}

using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Processes;

/// <summary>
/// Tells which group of processes is which container: by mounts that only one container has; where those can't be read, by the words of the command
/// line; and where neither says anything, by elimination, but only when that is certain. What is not certain stays unknown, and is never reloaded.
/// </summary>
internal sealed class ContainerEvidence(IReadOnlyList<ContainerOption> containers)
{
    public IReadOnlyList<IdentifiedGroup> Identify(IReadOnlyList<ProcessGroup> groups)
    {
        var own = ProcFs.Mounts(ProcFs.Self);
        var identified = groups.Select(group => ByMounts(group, own)).ToList();
        var found = Found(identified);
        foreach (var group in identified.Where(static group => group.Container is null && !group.Group.IsStarting))
        {
            group.Container = ByWords(group, found);
        }

        Eliminate(identified);
        return identified;
    }

    private IdentifiedGroup ByMounts(ProcessGroup group, MountTable? own)
    {
        var mounts = own is null ? null : group.Processes.Select(static process => ProcFs.Mounts(process.Id)).FirstOrDefault(static mounts => mounts is not null);
        if (mounts is null)
        {
            return new IdentifiedGroup(group, containers, MountsAreKnown: false);
        }

        var holding = containers.Where(container => container.Mounts.Count > 0 && container.Mounts.All(mount => mounts.At(mount.There) == own!.Showing(mount.Here))).ToList();
        // Several hold only where their evidence is the same, and then it is none.
        return holding.Count == 1
            ? new IdentifiedGroup(group, holding, MountsAreKnown: true) { Container = holding[0] }
            : new IdentifiedGroup(group, [.. holding, .. containers.Where(static container => container.Mounts.Count == 0)], MountsAreKnown: true);
    }

    private static ContainerOption? ByWords(IdentifiedGroup group, HashSet<ContainerOption> found)
    {
        var main = group.Group.Main;
        var line = ProcFs.CommandLine(main.Id);
        var matching = group.Possible.Where(container => Occur(container.Words, line)).ToList();
        if (matching.Count == 0 && IsTitle(line))
        {
            matching = [.. group.Possible.Where(container => container.Words.Count > 0 && ProcFs.IsCalled(main, FileName(container.Words[0])))];
        }

        return matching is [var only] && !found.Contains(only) ? only : null;
    }

    private void Eliminate(List<IdentifiedGroup> identified)
    {
        var found = Found(identified);
        var missing = containers.Where(container => !found.Contains(container)).ToList();
        var unknown = identified.FindAll(static group => group.IsUnknown);
        // A shell of `kubectl debug` has no evidence either, but a terminal.
        if (unknown is [{ Group: { IsStarting: false, Main.Terminal: 0 } } group] && missing is [{ IsTarget: true } target] && group.Possible.Contains(target))
        {
            group.Container = target;
        }
    }

    private static HashSet<ContainerOption> Found(IEnumerable<IdentifiedGroup> identified) =>
        [.. identified.Select(static group => group.Container).OfType<ContainerOption>()];

    // In order, with others between them.
    private static bool Occur(IReadOnlyList<string> words, string[] line)
    {
        var next = 0;
        foreach (var word in line)
        {
            if (next < words.Count && words[next] == word)
            {
                next++;
            }
        }

        return words.Count > 0 && next == words.Count;
    }

    // Programs that show a title, such as "nginx: master process nginx" or "redis-server *:6379", write it over their command line as one word.
    private static bool IsTitle(string[] line) => line is [var only] && only.Contains(' ', StringComparison.Ordinal);

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}

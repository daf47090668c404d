using System.Buffers;
using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// The part of the agent's command line by which it knows the processes of each container: a mount that no other container has, as
/// <c>/proc/PID/mountinfo</c> shows it, and, for sandboxes that hide that file, the words of the command line. Containers that are not
/// signalled are named too, so that none of theirs is taken for a target's.
/// </summary>
/// <param name="pod">The Pod.</param>
/// <param name="draft">Its plan, whose mounts and texts are complete.</param>
/// <param name="agentMounts">Every mount of the agent.</param>
/// <param name="known">The arguments of an agent that is there already.</param>
internal sealed class ProcessEvidence(PodView pod, PodDraft draft, IReadOnlyList<AgentMount> agentMounts, IReadOnlyList<string> known)
{
    // Enough to tell one program from another.
    private const int MostWords = 8;
    private const int LongestWord = 128;

    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(char.MinValue, byte.MaxValue + 1).Select(static code => (char)code).Where(char.IsControl), '$']);

    // With the mounts as they are after the patch; every pair of containers is compared.
    private readonly List<(ContainerView Container, List<MountView> Mounts)> _running =
        pod.RunningContainers().ConvertAll(container => (container, FinalMounts(container, draft)));

    /// <summary>The arguments. Marks the targets that no mount of their own tells from others.</summary>
    public List<string> Arguments(IEnumerable<ContainerView> targets)
    {
        var signalled = targets.Where(UsesASource).ToList();
        var arguments = new List<string>();
        foreach (var (container, mounts) in _running.Where(running => signalled.Contains(running.Container)))
        {
            AddUses(container, arguments);
            var (there, here) = OwnMount(container, mounts) ?? Mark(container);
            arguments.Add(AgentFlags.Mounts.With($"{container.Name}:{there}:{here}"));
            AddWords(container, arguments);
        }

        foreach (var (container, _) in _running)
        {
            if (!signalled.Contains(container))
            {
                arguments.Add(AgentFlags.Other.With(container.Name));
                AddWords(container, arguments);
            }
        }

        return arguments;
    }

    private void AddUses(ContainerView container, List<string> arguments)
    {
        foreach (var watch in draft.Sources)
        {
            if (watch.Users.Contains(container.Name))
            {
                arguments.Add(AgentFlags.Uses.With($"{container.Name}:{watch.Volume}"));
            }
        }
    }

    // Of a target whose mounts all had to be left there is nothing that could change.
    private bool UsesASource(ContainerView container) =>
        draft.Sources.Exists(watch => watch.Users.Contains(container.Name))
        || known.Any(argument => argument.StartsWith(AgentFlags.Uses.With(container.Name + ":"), StringComparison.Ordinal));

    // A mount that no other container has, in the container and in the agent.
    private (string There, string Here)? OwnMount(ContainerView container, List<MountView> mounts)
    {
        foreach (var mount in mounts)
        {
            if (Here(mount) is { } here && _running.TrueForAll(other => other.Container == container || !other.Mounts.Exists(others => IsSame(mount, others))))
            {
                return (mount.Path, here);
            }
        }

        return null;
    }

    private (string There, string Here) Mark(ContainerView container)
    {
        var marker = new MountView
        {
            Index = -1,
            Volume = InjectedNames.StateVolume,
            SubPath = $"{AgentPlanner.StatePart}/{InjectedNames.MarkersDirectory}/{container.Name}",
            Path = InjectedNames.MarkerPath,
            ReadOnly = true,
        };
        draft.AddedMounts.Add(new AddedMount(container, marker));
        return (marker.Path, $"{InjectedNames.StatePath}/{InjectedNames.MarkersDirectory}/{container.Name}");
    }

    /// <summary>Where the agent has mounted what is mounted there; null when it has not.</summary>
    private string? Here(MountView mount)
    {
        // A subPath of a kubelet's volume is bound to a file that the next update takes away. A mount without a path is the API server's to refuse.
        if (mount.Path == PathText.Root || mount.SubPathExpression is not null || (mount.SubPath is not null && IsKubelets(mount.Volume)))
        {
            return null;
        }

        foreach (var known in agentMounts)
        {
            if (known.Volume == mount.Volume && Rest(PathText.Relative(mount.SubPath ?? ""), PathText.Relative(known.SubPath ?? "")) is { } rest)
            {
                return PathText.Join(known.Path, rest);
            }
        }

        return null;
    }

    private static string? Rest(string path, string directory) =>
        directory.Length == 0 || path == directory ? path[directory.Length..]
        : path.StartsWith(directory + "/", StringComparison.Ordinal) ? path[(directory.Length + 1)..]
        : null;

    private bool IsKubelets(string volume) => pod.Volume(volume) is { Kind: VolumeKind.ConfigMap or VolumeKind.Secret or VolumeKind.Projected or VolumeKind.DownwardApi };

    private static bool IsSame(MountView one, MountView other) => one.Path == other.Path && one.Volume == other.Volume && one.SubPath == other.SubPath;

    private static List<MountView> FinalMounts(ContainerView container, PodDraft draft)
    {
        var mounts = new List<MountView>(container.MountsOrNone.Count + 1);
        foreach (var mount in container.MountsOrNone)
        {
            var edit = draft.MountEdits.Find(edit => edit.Container == container && edit.Mount.Index == mount.Index);
            if (edit is null)
            {
                mounts.Add(mount);
            }
            else if (!edit.IsRemoved)
            {
                mounts.Add(mount with
                {
                    Volume = edit.Volume ?? mount.Volume,
                    Path = edit.Path ?? mount.Path,
                    SubPath = edit.SubPath is not { } subPath ? mount.SubPath : subPath.Length == 0 ? null : subPath,
                });
            }
        }

        foreach (var (owner, added) in draft.AddedMounts)
        {
            if (owner == container)
            {
                mounts.Add(added);
            }
        }

        return mounts;
    }

    private void AddWords(ContainerView container, List<string> arguments)
    {
        var room = AddWords(container, "command", MostWords, arguments);
        AddWords(container, "args", room, arguments);
    }

    // What is left of the words that there is room for.
    private int AddWords(ContainerView container, string field, int room, List<string> arguments)
    {
        foreach (var text in container.Texts)
        {
            if (room > 0 && text.Before == field && Rewritten(container, text) is var word && IsPlain(word))
            {
                arguments.Add(AgentFlags.Runs.With($"{container.Name}:{word}"));
                room--;
            }
        }

        return room;
    }

    private string Rewritten(ContainerView container, TextView text)
    {
        if (draft.TextEdits.Count == 0)
        {
            return text.Value;
        }

        var pointer = text.PointerIn(container);
        var index = draft.TextEdits.FindIndex(edit => edit.Pointer == pointer);
        return index < 0 ? text.Value : draft.TextEdits[index].Text;
    }

    // The kubelet replaces $(NAME) by what is not known here, and $$ by $. A script is long, and its first word says enough.
    private static bool IsPlain(string word) =>
        word.Length is > 0 and <= LongestWord && !word.AsSpan().ContainsAny(Special);
}

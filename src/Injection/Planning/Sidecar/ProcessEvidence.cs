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

    private readonly List<ContainerView> _running = pod.RunningContainers();

    /// <summary>The arguments. Marks the targets that no mount of their own tells from others.</summary>
    public List<string> Arguments(IEnumerable<ContainerView> targets)
    {
        var signalled = targets.Where(UsesASource).ToList();
        var arguments = new List<string>();
        foreach (var container in signalled)
        {
            arguments.AddRange(draft.Sources.FindAll(watch => watch.Users.Contains(container.Name)).ConvertAll(watch => AgentFlags.Uses.With($"{container.Name}:{watch.Volume}")));
            var (there, here) = OwnMount(container) ?? Mark(container);
            arguments.Add(AgentFlags.Mounts.With($"{container.Name}:{there}:{here}"));
            AddWords(container, arguments);
        }

        foreach (var container in _running.Where(container => !signalled.Contains(container)))
        {
            arguments.Add(AgentFlags.Other.With(container.Name));
            AddWords(container, arguments);
        }

        return arguments;
    }

    // Of a target whose mounts all had to be left there is nothing that could change.
    private bool UsesASource(ContainerView container) =>
        draft.Sources.Exists(watch => watch.Users.Contains(container.Name))
        || known.Any(argument => argument.StartsWith(AgentFlags.Uses.With(container.Name + ":"), StringComparison.Ordinal));

    // A mount that no other container has, in the container and in the agent.
    private (string There, string Here)? OwnMount(ContainerView container)
    {
        foreach (var mount in FinalMounts(container))
        {
            if (Here(mount) is { } here && _running.TrueForAll(other => other == container || !FinalMounts(other).Exists(others => IsSame(mount, others))))
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

    // As they are after the patch.
    private List<MountView> FinalMounts(ContainerView container)
    {
        var mounts = new List<MountView>();
        foreach (var mount in container.MountsOrNone)
        {
            var edit = draft.MountEdits.Find(edit => edit.Container == container && edit.Mount == mount);
            if (edit is not { IsRemoved: true })
            {
                mounts.Add(mount with
                {
                    Volume = edit?.Volume ?? mount.Volume,
                    Path = edit?.Path ?? mount.Path,
                    SubPath = edit?.SubPath is not { } subPath ? mount.SubPath : subPath.Length == 0 ? null : subPath,
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
        var words = container.Texts.Where(static text => text.Before == "command").Concat(container.Texts.Where(static text => text.Before == "args"))
            .Select(text => Rewritten(container, text))
            .Where(IsPlain);
        arguments.AddRange(words.Take(MostWords).Select(word => AgentFlags.Runs.With($"{container.Name}:{word}")));
    }

    private string Rewritten(ContainerView container, TextView text)
    {
        var pointer = text.PointerIn(container);
        var index = draft.TextEdits.FindIndex(edit => edit.Pointer == pointer);
        return index < 0 ? text.Value : draft.TextEdits[index].Text;
    }

    // The kubelet replaces $(NAME) by what is not known here, and $$ by $. A script is long, and its first word says enough.
    private static bool IsPlain(string word) => word.Length is > 0 and <= LongestWord && !word.Contains('$', StringComparison.Ordinal) && !word.Any(char.IsControl);
}

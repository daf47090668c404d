using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The agent's mounts of volumes that it writes to: each volume, or part of one, once, under the next free number.</summary>
internal sealed class AgentTargets(PodDraft draft, ContainerView? agent)
{
    private const string Stem = InjectedNames.TargetsPath + "/";

    private readonly List<AgentMount> _mounts = Existing(agent);

    /// <summary>The agent's path of a volume, or of a part of it.</summary>
    public string PathOf(string volume, string? subPath)
    {
        if (_mounts.Find(mount => mount.Volume == volume && mount.SubPath == subPath) is { } known)
        {
            return known.Path;
        }

        var number = 0;
        while (_mounts.Exists(mount => mount.Path == Path(number)))
        {
            number++;
        }

        var added = new AgentMount(volume, Path(number), subPath);
        _mounts.Add(added);
        draft.AgentMounts.Add(added);
        return added.Path;
    }

    private static string Path(int number) => Stem + number.ToString(CultureInfo.InvariantCulture);

    private static List<AgentMount> Existing(ContainerView? agent)
    {
        var mounts = new List<AgentMount>();
        foreach (var mount in agent?.Mounts ?? [])
        {
            if (mount.Path.StartsWith(Stem, StringComparison.Ordinal))
            {
                mounts.Add(new AgentMount(mount.Volume, mount.Path, mount.SubPath));
            }
        }

        return mounts;
    }
}

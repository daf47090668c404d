using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Edits;

/// <summary>The plan of one Pod while it is made: every planner adds to it. Nothing of it leaves planning but <see cref="Edits"/>.</summary>
internal sealed class PodDraft(PodView pod)
{
    public List<TextEdit> TextEdits { get; } = [];

    public List<MountEdit> MountEdits { get; } = [];

    public List<AddedMount> AddedMounts { get; } = [];

    public List<AddedVolume> Volumes { get; } = [];

    public List<AgentMount> AgentMounts { get; } = [];

    /// <summary>The sources that the agent watches, ordered by volume.</summary>
    public List<SourceWatch> Sources { get; } = [];

    public List<AgentCopy> Copies { get; } = [];

    /// <summary>The records of the mounts.</summary>
    public List<MountRecord> Mounts { get; } = [];

    /// <summary>True when the application must not start before the first copy is made.</summary>
    public bool NeedsFirstCopy => Copies.Count > 0;

    public PodEdits Edits => new(TextEdits, MountEdits, AddedMounts, Volumes);

    /// <summary>The watch on a source; made, and mounted in the agent, when it is asked for first.</summary>
    /// <param name="volume">The source's volume.</param>
    /// <param name="users">Names of target containers that use it.</param>
    public SourceWatch Watch(string volume, params IEnumerable<string> users)
    {
        var index = 0;
        while (index < Sources.Count && string.CompareOrdinal(Sources[index].Volume, volume) < 0)
        {
            index++;
        }

        if (index == Sources.Count || Sources[index].Volume != volume)
        {
            Sources.Insert(index, new SourceWatch(volume));
            AgentMounts.Add(new AgentMount(volume, $"{InjectedNames.SourcesPath}/{volume}", ReadOnly: true));
        }

        Sources[index].Users.UnionWith(users);
        return Sources[index];
    }

    /// <summary>A name for a volume that is added: the stem with the next free number.</summary>
    public string NextVolumeName(string stem)
    {
        for (var number = 0; ; number++)
        {
            var name = stem + number.ToString(CultureInfo.InvariantCulture);
            if (!IsVolume(name))
            {
                return name;
            }
        }
    }

    /// <summary>Adds an emptyDir unless the Pod has a volume of this name.</summary>
    public void AddScratch(string name, bool inMemory)
    {
        if (!IsVolume(name))
        {
            Volumes.Add(new ScratchVolume(name, inMemory));
        }
    }

    private bool IsVolume(string name) => pod.Volume(name) is not null || Volumes.Exists(volume => volume.Name == name);
}

/// <summary>One mount of the agent.</summary>
internal sealed record AgentMount(string Volume, string Path, string? SubPath = null, bool ReadOnly = false);

/// <summary>A copy that the agent keeps.</summary>
/// <param name="Source">The source's name, with <c>/path</c> when it is part of it.</param>
/// <param name="Target">The path of the copy, as the agent sees it.</param>
/// <param name="InPlace">True when the inode is kept.</param>
internal sealed record AgentCopy(string Source, string Target, bool InPlace = false);

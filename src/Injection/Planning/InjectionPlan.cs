using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning;

/// <summary>All that is to be changed about a Pod, before it becomes a patch.</summary>
internal sealed class InjectionPlan
{
    public List<MountEdit> MountEdits { get; } = [];

    /// <summary>Mounts that target containers get in addition.</summary>
    public List<(ContainerView Container, MountView Mount)> AddedMounts { get; } = [];

    /// <summary>Texts that mention a path that moved.</summary>
    public List<(string Pointer, string Text)> TextEdits { get; } = [];

    public List<AddedVolume> Volumes { get; } = [];

    public List<AgentMount> AgentMounts { get; } = [];

    /// <summary>What is watched, ordered by volume.</summary>
    public List<SourceWatch> Sources { get; } = [];

    public List<CopyPlan> Copies { get; } = [];

    public List<MountRecord> Mounts { get; } = [];

    /// <summary>Whether the application must not start before the first copy is made.</summary>
    public bool NeedsFirstCopy => Copies.Count > 0;

    /// <summary>The watch on a source; made, and mounted in the agent, when it is asked for first.</summary>
    public SourceWatch Watch(string volume)
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

        return Sources[index];
    }
}

using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>Turns the strategy that was chosen for each mount into edits of the Pod, mounts of the agent, and copies that it keeps.</summary>
internal sealed class MountPlanner(PodView pod, PodDraft draft, AgentTargets agentTargets, TargetDirectories targets, bool copies, ErrorList errors)
{
    private readonly RewrittenPaths _rewritten = new(targets);
    private readonly Dictionary<string, string> _landings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Volume, string? Item), string> _itemsVolumes = [];
    private readonly Dictionary<(string Volume, string? Item), string> _copyVolumes = [];

    public void Add(MountPlan mount)
    {
        string? now = null;
        if (mount.Strategy == Reasons.Directory)
        {
            Watch(mount);
        }
        else if (mount.Strategy == Reasons.IntoVolume)
        {
            IntoVolume(mount);
        }
        else if (mount.Strategy == Reasons.Rewrite)
        {
            now = Rewrite(mount);
        }
        else if (mount.Strategy == Reasons.KeepPath)
        {
            KeepPath(mount);
        }
        else if (mount.Strategy == Reasons.SubDirectory)
        {
            SubDirectory(mount);
        }
        else if (mount.Strategy == Reasons.Copied)
        {
            Copied(mount);
        }

        if (mount.Strategy != Reasons.Left)
        {
            CopyToTargetPath(mount);
        }

        draft.Mounts.Add(new MountRecord(mount.Container.Name, mount.Mount.Path, mount.Strategy.Code, now));
    }

    /// <summary>Ends the planning of mounts: only now is it known which texts mention a path that moved.</summary>
    public void Finish() => _rewritten.AddTexts(draft.TextEdits);

    private void IntoVolume(MountPlan mount)
    {
        var into = mount.Into!;
        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, IsRemoved: true));
        var directory = agentTargets.PathOf(into.Volume, into.SubPath);
        Copy(mount, PathText.Join(directory, PathText.Below(mount.Mount.Path, into.Path)));
    }

    private string Rewrite(MountPlan mount)
    {
        var directory = _rewritten.Move(mount.Container, mount.Mount, mount.Item!);
        if (copies)
        {
            var volume = CopyVolume(mount);
            draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, Path: directory, SubPath: ""));
            Copy(mount, PathText.Join(agentTargets.PathOf(volume, null), mount.Item!));
        }
        else
        {
            draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Path: directory, SubPath: ""));
            Watch(mount);
        }

        return directory;
    }

    private void KeepPath(MountPlan mount)
    {
        draft.AddScratch(InjectedNames.FilesVolume);
        var file = $"{mount.Volume.Name}/{mount.Item}";
        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: InjectedNames.FilesVolume, SubPath: file));
        Copy(mount, $"{agentTargets.PathOf(InjectedNames.FilesVolume, null)}/{file}", inPlace: true);
    }

    private void SubDirectory(MountPlan mount)
    {
        if (!_itemsVolumes.TryGetValue((mount.Volume.Name, mount.Item), out var volume))
        {
            volume = draft.NextVolumeName(InjectedNames.ItemsVolumeStem);
            _itemsVolumes[(mount.Volume.Name, mount.Item)] = volume;
            draft.Volumes.Add(new ItemsVolume(volume, pod.Json[mount.Volume.Json], mount.Item!));
        }

        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, SubPath: ""));
        var watch = draft.Watch(volume);
        watch.IsWhole = true;
        watch.Ignore(IgnoredBelow(mount).Select(path => PathText.Below(path, mount.Item!)));
    }

    private void Copied(MountPlan mount)
    {
        var volume = CopyVolume(mount);
        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, SubPath: mount.Mount.SubPath is null ? null : ""));
        Copy(mount, agentTargets.PathOf(volume, null));
    }

    private void CopyToTargetPath(MountPlan mount)
    {
        if (targets.For(mount.Container) is not { } target || PathText.IsWithin(mount.Mount.Path, targets.Path))
        {
            return;
        }

        var directory = PathText.Join(agentTargets.PathOf(target.Volume, target.SubPath), PathText.Below(targets.Path, target.Path));
        Copy(mount, mount.IsFile ? PathText.Join(directory, PathText.FileName(mount.Mount.Path)) : directory);
    }

    private void Copy(MountPlan mount, string target, bool inPlace = false)
    {
        var source = mount.Item is null ? mount.Volume.Name : $"{mount.Volume.Name}/{mount.Item}";
        Watch(mount);
        var copy = new AgentCopy(source, target, inPlace);
        if (draft.Copies.Contains(copy))
        {
            return;
        }

        if (mount.IsFile && !_landings.TryAdd(target, source))
        {
            errors.Add(Reasons.PathInUse,
                $"volumeMounts of container '{mount.Container.Name}': {ErrorList.Quote(mount.Mount.Path)} of volume '{mount.Volume.Name}'"
                + $" would land on the same file as '{_landings[target]}'");
            return;
        }

        draft.Copies.Add(copy);
    }

    private void Watch(MountPlan mount)
    {
        var watch = draft.Watch(mount.Volume.Name);
        if (mount.Item is null)
        {
            watch.IsWhole = true;
            watch.Ignore(VolumeItems.Ignored(mount.Volume));
        }
        else
        {
            watch.Use(mount.Item);
            watch.Ignore(IgnoredBelow(mount));
        }
    }

    private static IEnumerable<string> IgnoredBelow(MountPlan mount) =>
        VolumeItems.Ignored(mount.Volume).Where(path => PathText.IsBelow(path, mount.Item!));

    private string CopyVolume(MountPlan mount)
    {
        if (!_copyVolumes.TryGetValue((mount.Volume.Name, mount.Item), out var volume))
        {
            volume = draft.NextVolumeName(InjectedNames.CopyVolumeStem);
            _copyVolumes[(mount.Volume.Name, mount.Item)] = volume;
            draft.AddScratch(volume);
        }

        return volume;
    }
}

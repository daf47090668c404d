using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>Turns the strategy that was chosen for each mount into edits of the Pod, mounts of the agent, and copies that it keeps.</summary>
internal sealed class MountPlanner(PodView pod, PodDraft draft, AgentTargets agentTargets, TargetDirectories targets, ErrorList errors)
{
    private readonly RewrittenPaths _rewritten = new(targets);
    private readonly Dictionary<string, string> _landings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Volume, string? Item, string? FileName), string> _itemsVolumes = [];
    private readonly Dictionary<(string Volume, string? Item, string? FileName), string> _copyVolumes = [];

    // Where a derived volume shows a mount, that is the one to watch and to copy from: the kubelet updates two volumes one after the other.
    private readonly Dictionary<MountPlan, string> _derived = [];

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
        var directory = _rewritten.Move(mount.Container, mount.Mount);
        var name = PathText.FileName(mount.Mount.Path);
        string volume;
        if (mount.IsCopied)
        {
            volume = CopyVolume(mount, name);
            Copy(mount, PathText.Join(agentTargets.PathOf(volume, null), name));
        }
        else
        {
            volume = ItemsVolume(mount, name);
            draft.Watch(volume, mount.Container.Name).IsWhole = true;
            _derived[mount] = $"{volume}/{name}";
        }

        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, Path: directory, SubPath: ""));
        return directory;
    }

    // Read-only, as the kubelet's own were: one file serves every container that has it.
    private void KeepPath(MountPlan mount)
    {
        var volume = mount.Volume.ShowsSecret ? InjectedNames.SecretFilesVolume : InjectedNames.FilesVolume;
        draft.AddScratch(volume, mount.Volume.ShowsSecret);
        var file = $"{mount.Volume.Name}/{mount.Item}";
        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, SubPath: file, ReadOnly: true));
        Copy(mount, $"{agentTargets.PathOf(volume, null)}/{file}", inPlace: true);
    }

    private void SubDirectory(MountPlan mount)
    {
        var volume = ItemsVolume(mount, fileName: null);
        draft.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, SubPath: ""));
        _derived[mount] = volume;
        var watch = draft.Watch(volume, mount.Container.Name);
        watch.IsWhole = true;
        watch.Ignore(IgnoredBelow(mount).Select(path => PathText.Below(path, mount.Item!)));
    }

    private void Copied(MountPlan mount)
    {
        var volume = CopyVolume(mount, fileName: null);
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
        if (!_derived.TryGetValue(mount, out var source))
        {
            source = mount.Item is null ? mount.Volume.Name : $"{mount.Volume.Name}/{mount.Item}";
            Watch(mount);
        }

        var copy = new AgentCopy(source, target, inPlace);
        if (draft.Copies.Contains(copy))
        {
            return;
        }

        if (mount.IsFile && !_landings.TryAdd(target, source))
        {
            // Only target-path leads two files to one place. A profile's is for many Pods: where it does not fit, the first file has the place.
            if (targets.IsFromPod)
            {
                errors.Add(Reasons.PathInUse,
                    $"volumeMounts of container '{mount.Container.Name}': {ErrorList.Quote(mount.Mount.Path)} of volume '{mount.Volume.Name}'"
                    + $" would land on the same file as '{_landings[target]}'");
            }

            return;
        }

        draft.Copies.Add(copy);
    }

    private void Watch(MountPlan mount)
    {
        var watch = draft.Watch(mount.Volume.Name, mount.Container.Name);
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

    private string ItemsVolume(MountPlan mount, string? fileName)
    {
        var part = (mount.Volume.Name, mount.Item, fileName);
        if (!_itemsVolumes.TryGetValue(part, out var volume))
        {
            volume = draft.NextVolumeName(InjectedNames.ItemsVolumeStem);
            _itemsVolumes[part] = volume;
            draft.Volumes.Add(new ItemsVolume(volume, pod.Json[mount.Volume.Json], mount.Item!, fileName));
        }

        return volume;
    }

    private string CopyVolume(MountPlan mount, string? fileName)
    {
        var part = (mount.Volume.Name, mount.Item, fileName);
        if (!_copyVolumes.TryGetValue(part, out var volume))
        {
            volume = draft.NextVolumeName(InjectedNames.CopyVolumeStem);
            _copyVolumes[part] = volume;
            draft.AddScratch(volume, mount.Volume.ShowsSecret);
        }

        return volume;
    }
}

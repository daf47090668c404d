using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>Turns the strategy that was chosen for each mount into edits of the Pod, mounts of the agent, and copies that it keeps.</summary>
internal sealed class MountPlanner(PodView pod, InjectionPlan plan, AgentTargets agentTargets, TargetDirectories targets, bool copies, FaultList faults)
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

        plan.Mounts.Add(new MountRecord(mount.Container.Name, mount.Mount.Path, mount.Strategy.Code, now));
    }

    /// <summary>Ends the planning of mounts: only now is it known which texts mention a path that moved.</summary>
    public void Finish() => _rewritten.AddTexts(plan.TextEdits);

    private void IntoVolume(MountPlan mount)
    {
        var into = mount.Into!;
        plan.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, IsRemoved: true));
        var directory = agentTargets.PathOf(into.Volume, into.SubPath);
        Copy(mount, PathText.Join(directory, PathText.Below(mount.Mount.Path, into.Path)));
    }

    private string Rewrite(MountPlan mount)
    {
        var directory = _rewritten.Move(mount.Container, mount.Mount, mount.Item!);
        if (copies)
        {
            var volume = CopyVolume(mount);
            plan.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, Path: directory, SubPath: ""));
            Copy(mount, PathText.Join(agentTargets.PathOf(volume, null), mount.Item!));
        }
        else
        {
            plan.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Path: directory, SubPath: ""));
            Watch(mount);
        }

        return directory;
    }

    private void KeepPath(MountPlan mount)
    {
        AddScratch(InjectedNames.FilesVolume);
        var file = $"{mount.Volume.Name}/{mount.Item}";
        plan.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: InjectedNames.FilesVolume, SubPath: file));
        Copy(mount, $"{agentTargets.PathOf(InjectedNames.FilesVolume, null)}/{file}", inPlace: true);
    }

    private void SubDirectory(MountPlan mount)
    {
        if (!_itemsVolumes.TryGetValue((mount.Volume.Name, mount.Item), out var volume))
        {
            volume = VolumeNames.Next(InjectedNames.ItemsVolumeStem, pod, plan);
            _itemsVolumes[(mount.Volume.Name, mount.Item)] = volume;
            plan.Volumes.Add(new ItemsVolume(volume, pod.Json[mount.Volume.Json], mount.Item!));
        }

        plan.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, SubPath: ""));
        var watch = plan.Watch(volume);
        watch.IsWhole = true;
        watch.Ignore(IgnoredBelow(mount).Select(path => PathText.Below(path, mount.Item!)));
    }

    private void Copied(MountPlan mount)
    {
        var volume = CopyVolume(mount);
        plan.MountEdits.Add(new MountEdit(mount.Container, mount.Mount, Volume: volume, SubPath: mount.Mount.SubPath is null ? null : ""));
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
        var copy = new CopyPlan(source, target, inPlace);
        if (plan.Copies.Contains(copy))
        {
            return;
        }

        if (mount.IsFile && !_landings.TryAdd(target, source))
        {
            faults.Add(Reasons.PathInUse,
                $"volumeMounts of container '{mount.Container.Name}': {FaultList.Quote(mount.Mount.Path)} of volume '{mount.Volume.Name}'"
                + $" would land on the same file as '{_landings[target]}'");
            return;
        }

        plan.Copies.Add(copy);
    }

    private void Watch(MountPlan mount)
    {
        var watch = plan.Watch(mount.Volume.Name);
        if (mount.Item is null)
        {
            watch.IsWhole = true;
            watch.Ignore(Items.Ignored(mount.Volume));
        }
        else
        {
            watch.Use(mount.Item);
            watch.Ignore(IgnoredBelow(mount));
        }
    }

    private static IEnumerable<string> IgnoredBelow(MountPlan mount) =>
        Items.Ignored(mount.Volume).Where(path => PathText.IsBelow(path, mount.Item!));

    private string CopyVolume(MountPlan mount)
    {
        if (!_copyVolumes.TryGetValue((mount.Volume.Name, mount.Item), out var volume))
        {
            volume = VolumeNames.Next(InjectedNames.CopyVolumeStem, pod, plan);
            _copyVolumes[(mount.Volume.Name, mount.Item)] = volume;
            AddScratch(volume);
        }

        return volume;
    }

    private void AddScratch(string name)
    {
        if (pod.Volume(name) is null && !plan.Volumes.Exists(volume => volume.Name == name))
        {
            plan.Volumes.Add(new ScratchVolume(name));
        }
    }
}

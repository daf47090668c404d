using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>The target directory of each target container: the mount of a writable volume that holds the target path.</summary>
internal sealed class TargetDirectories
{
    private readonly Dictionary<ContainerView, MountView> _mounts = [];

    /// <summary>The target path; empty when the Pod asks for none.</summary>
    public string Path { get; private init; } = "";

    /// <summary>True when the Pod itself asks for it, by annotation: only then is what does not fit an error.</summary>
    public bool IsFromPod { get; private init; }

    /// <summary>The claim's volume, when it has to be added to the Pod.</summary>
    public string? AddedClaim { get; private set; }

    /// <summary>Containers that the volume has to be mounted in.</summary>
    public List<AddedMount> AddedMounts { get; } = [];

    /// <summary>The mount that holds the target path; null when the Pod asks for none.</summary>
    public MountView? For(ContainerView container) => _mounts.GetValueOrDefault(container);

    /// <summary>True when what a container has at a path was asked to go into the volume there.</summary>
    public bool Covers(ContainerView container, string path) => For(container) is not null && PathText.IsWithin(path, Path);

    public bool IsAddedVolume(string volume) => AddedClaim is not null && volume == InjectedNames.TargetVolume;

    public static TargetDirectories Plan(
        PodView pod, PodSettings settings, List<ContainerView> containers, Dictionary<string, VolumeView> sources, ErrorList errors)
    {
        if (settings.TargetPath is not { } path)
        {
            return new TargetDirectories();
        }

        var isFromPod = settings.Values.IsFromPod(PodAnnotations.TargetPath) || settings.Values.IsFromPod(PodAnnotations.TargetClaim);
        var targets = new TargetDirectories { Path = path, IsFromPod = isFromPod };
        if (!isFromPod)
        {
            // A profile's target is for many Pods. Where it does not fit, files stay where they are, without an error.
            errors = new ErrorList();
        }

        var volume = targets.VolumeOf(pod, settings);
        foreach (var container in containers.Where(container => container.MountsOrNone.Exists(mount => sources.ContainsKey(mount.Volume))))
        {
            if (Existing(pod, container, path, volume, sources) is { } existing)
            {
                targets._mounts[container] = existing;
            }
            else if (volume is null)
            {
                errors.Add(Reasons.TargetNotWritable,
                    $"invalid annotation: {PodAnnotations.TargetPath.Key} must lie in a writable volume of container '{container.Name}',"
                    + $" or {PodAnnotations.TargetClaim.Key} name one"
                    + $" (was {ErrorList.Quote(path)})");
            }
            else
            {
                targets.Add(container, path, volume, sources, errors);
            }
        }

        if (targets.AddedMounts.Count == 0)
        {
            targets.AddedClaim = null;
        }

        return targets;
    }

    private string? VolumeOf(PodView pod, PodSettings settings)
    {
        if (settings.TargetClaim is not { } claim)
        {
            return null;
        }

        if (pod.Volumes?.Find(volume => volume.Claim == claim) is { } existing)
        {
            return existing.IsWritable ? existing.Name : null;
        }

        AddedClaim = claim;
        return InjectedNames.TargetVolume;
    }

    private static MountView? Existing(PodView pod, ContainerView container, string path, string? volume, Dictionary<string, VolumeView> sources)
    {
        var around = container.MountsOrNone
            .Where(mount => PathText.IsWithin(path, mount.Path) && !GivesWay(mount, path, sources))
            .MaxBy(mount => mount.Path.Length);
        var fits = around is { ReadOnly: false, SubPathExpression: null }
            && (volume is null || around.Volume == volume)
            && pod.Volume(around.Volume) is { IsWritable: true };
        return fits ? around : null;
    }

    private void Add(ContainerView container, string path, string volume, Dictionary<string, VolumeView> sources, ErrorList errors)
    {
        // Anything but a source would be hidden.
        if (container.MountAt(path) is { } there && !GivesWay(there, path, sources))
        {
            errors.Add(Reasons.PathInUse,
                $"invalid annotation: {PodAnnotations.TargetPath.Key} must not be where container '{container.Name}' mounts volume '{there.Volume}' (was {ErrorList.Quote(path)})");
            return;
        }

        var mount = new MountView { Index = -1, Volume = volume, Path = path };
        _mounts[container] = mount;
        AddedMounts.Add(new AddedMount(container, mount));
    }

    /// <summary>True when a mount is a source at the very target path: its files are copied to the same place.</summary>
    private static bool GivesWay(MountView mount, string path, Dictionary<string, VolumeView> sources) =>
        mount is { SubPath: null, SubPathExpression: null } && mount.Path == path && sources.ContainsKey(mount.Volume);
}

using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>
/// Chooses how one mount is made updatable: for one mount of a source, the first strategy that fits.
/// <list type="table">
/// <item><term>subPathExpr</term><description>left</description></item>
/// <item><term>no subPath, at the very target-path</term><description>into-volume</description></item>
/// <item><term>no subPath</term><description>copied when delivery is copy, else directory</description></item>
/// <item><term>subpath: leave</term><description>left</description></item>
/// <item><term>subPath names nothing of the items</term><description>left</description></item>
/// <item><term>subPath names a directory</term><description>copied when delivery is copy, else sub-directory</description></item>
/// <item><term>auto, inside a writable volume of the container</term><description>into-volume</description></item>
/// <item><term>auto or rewrite, and the path is mentioned</term><description>rewrite</description></item>
/// <item><term>rewrite, and it is not</term><description>left</description></item>
/// <item><term>auto or keep-path</term><description>keep-path</description></item>
/// </list>
/// </summary>
internal sealed class StrategyChooser(PodView pod, PodSettings settings, TargetDirectories targets)
{
    public MountPlan Choose(ContainerView container, MountView mount, VolumeView volume)
    {
        var whole = new MountPlan(container, mount, volume, Reasons.Directory);
        if (mount.SubPathExpression is not null)
        {
            return whole with { Strategy = Reasons.Left, Why = Reasons.SubPathExpression };
        }

        if (mount.SubPath is null)
        {
            var into = mount.Path == targets.Path ? targets.For(container) : null;
            return into is not null ? whole with { Strategy = Reasons.IntoVolume, Into = into }
                : settings.Copies ? whole with { Strategy = Reasons.Copied }
                : whole;
        }

        if (settings.SubPath == SettingWords.SubPathLeave)
        {
            return whole with { Strategy = Reasons.Left, Why = Reasons.LeftOnRequest };
        }

        var item = PathText.Relative(mount.SubPath);
        var part = whole with { Item = item };
        return VolumeItems.ShapeOf(volume, item) switch
        {
            ItemShape.Directory => part with { Strategy = settings.Copies ? Reasons.Copied : Reasons.SubDirectory },
            ItemShape.File => ChooseForFile(part with { IsFile = true }),
            _ => part with { Strategy = Reasons.Left, Why = Reasons.NotInItems },
        };
    }

    private MountPlan ChooseForFile(MountPlan file)
    {
        var around = Innermost(file.Container, file.Mount);
        if (settings.SubPath == SettingWords.SubPathAuto && around is { ReadOnly: false, SubPathExpression: null } && IsWritable(around))
        {
            return file with { Strategy = Reasons.IntoVolume, Into = around };
        }

        if (settings.SubPath == SettingWords.SubPathKeepPath)
        {
            return file with { Strategy = Reasons.KeepPath };
        }

        // A new directory cannot be made inside a read-only mount, and the runtime has to make one to mount on. A mount without a path
        // is the API server's to refuse, not ours to move.
        var hasRoom = file.Mount.Path != PathText.Root && (around is null || (!around.ReadOnly && !IsKubelets(around)));
        if (hasRoom && file.Container.Texts.Exists(text => PathMentions.IsMentioned(text.Value, file.Mount.Path)))
        {
            return file with { Strategy = Reasons.Rewrite };
        }

        return settings.SubPath == SettingWords.SubPathRewrite
            ? file with { Strategy = Reasons.Left, Why = Reasons.NotMentioned }
            : file with { Strategy = Reasons.KeepPath };
    }

    /// <summary>The mount that the path lies in, other than itself; a target directory that is still to be mounted counts.</summary>
    private MountView? Innermost(ContainerView container, MountView mount)
    {
        var target = targets.For(container);
        var innermost = target is not null && PathText.IsBelow(mount.Path, target.Path) ? target : null;
        foreach (var other in container.MountsOrNone)
        {
            if (other.Path != target?.Path && PathText.IsBelow(mount.Path, other.Path) && other.Path.Length > (innermost?.Path.Length ?? 0))
            {
                innermost = other;
            }
        }

        return innermost;
    }

    private bool IsWritable(MountView mount) => targets.IsAddedVolume(mount.Volume) || pod.Volume(mount.Volume) is { IsWritable: true };

    private bool IsKubelets(MountView mount) =>
        pod.Volume(mount.Volume)?.Kind is VolumeKind.ConfigMap or VolumeKind.Secret or VolumeKind.Projected or VolumeKind.DownwardApi;
}

using System.Buffers;
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
/// <item><term>auto, inside a writable volume of the container, for which target-path asks or which is sure to do</term><description>into-volume</description></item>
/// <item><term>auto, and the path is mentioned, but nothing else of its directory is in use; or rewrite, and it is mentioned</term><description>rewrite</description></item>
/// <item><term>rewrite, and it is not</term><description>left</description></item>
/// <item><term>auto or keep-path</term><description>keep-path</description></item>
/// </list>
/// What needs a first copy is passed over where nobody makes one in time: without an agent, and in a native sidecar, which starts before the agent.
/// </summary>
internal sealed class StrategyChooser(PodView pod, PodSettings settings, TargetDirectories targets, WriteAccess access)
{
    private const int HashLength = 10;

    private static readonly SearchValues<char> HashCharacters = SearchValues.Create("2456789bcdfghkmt");

    public MountPlan Choose(ContainerView container, MountView mount, VolumeView volume)
    {
        var whole = new MountPlan(container, mount, volume, Reasons.Directory);
        if (mount.SubPathExpression is not null)
        {
            return whole with { Strategy = Reasons.Left, Why = Reasons.SubPathExpression };
        }

        if (mount.SubPath is null)
        {
            var into = mount.Path == targets.Path && CanCopy(container) ? targets.For(container) : null;
            return into is not null ? whole with { Strategy = Reasons.IntoVolume, Into = into }
                : Copies(container) ? whole with { Strategy = Reasons.Copied }
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
            ItemShape.Directory => part with { Strategy = Copies(container) ? Reasons.Copied : Reasons.SubDirectory },
            ItemShape.File => ChooseForFile(part with { IsFile = true }),
            _ => part with { Strategy = Reasons.Left, Why = Reasons.NotInItems },
        };
    }

    private MountPlan ChooseForFile(MountPlan file)
    {
        var around = Innermost(file.Container, file.Mount);
        if (settings.SubPath == SettingWords.SubPathAuto && CanCopy(file.Container) && around is { ReadOnly: false, SubPathExpression: null } && Takes(around, file))
        {
            return file with { Strategy = Reasons.IntoVolume, Into = around };
        }

        if (settings.SubPath == SettingWords.SubPathKeepPath)
        {
            return KeepPath(file);
        }

        // A new directory cannot be made inside a read-only mount, and the runtime has to make one to mount on. A mount without a path
        // is the API server's to refuse, not ours to move.
        // An item must not begin with two dots.
        var hasRoom = file.Mount.Path != PathText.Root && !PathText.FileName(file.Mount.Path).StartsWith("..", StringComparison.Ordinal)
            && (around is null || (!around.ReadOnly && !IsKubelets(around)));
        // A derived volume shows the file alone, and the kubelet updates it. Where several objects may hold the file no such volume can be made: two items
        // of one path are refused. A copy can.
        var copied = Copies(file.Container) || VolumeItems.HoldersOf(file.Volume, file.Item!).Count > 1;
        if (hasRoom && (!copied || CanCopy(file.Container)) && file.Container.Texts.Exists(text => PathMentions.IsMentioned(text.Value, file.Mount.Path))
            && (settings.SubPath == SettingWords.SubPathRewrite || RewriteSafety.IsAlone(file.Container, file.Mount, targets)))
        {
            return file with { Strategy = Reasons.Rewrite, IsCopied = copied };
        }

        return settings.SubPath == SettingWords.SubPathRewrite
            ? file with { Strategy = Reasons.Left, Why = Reasons.NotMentioned }
            : KeepPath(file);
    }

    private MountPlan KeepPath(MountPlan file) => CanCopy(file.Container)
        ? file with { Strategy = Reasons.KeepPath }
        : file with { Strategy = Reasons.Left, Why = settings.HasAgent ? Reasons.StartsBeforeAgent : Reasons.NeedsAgent };

    private bool CanCopy(ContainerView container) => settings.HasAgent && !container.IsNativeSidecar;

    private bool Copies(ContainerView container) => settings.Copies && CanCopy(container);

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

    // What target-path asks for goes where it says, as long as it can be written at all. Otherwise nothing may go wrong there, now or later.
    private bool Takes(MountView around, MountPlan file)
    {
        if (targets.IsAddedVolume(around.Volume))
        {
            return true;
        }

        return pod.Volume(around.Volume) is { IsWritable: true } volume
            && (targets.Covers(file.Container, file.Mount.Path)
                || (access.IsSure(volume, around) && !file.Volume.ShowsSecret && !(volume.Kind == VolumeKind.Claim && IsNamedByContent(file))));
    }

    // kustomize ends such names in a hash of the content. They never change, and while old and new Pods run side by side they would take turns on the claim.
    private static bool IsNamedByContent(MountPlan file) =>
        VolumeItems.HoldersOf(file.Volume, file.Item!).Exists(static holder =>
            holder.Object is [.., '-', _, _, _, _, _, _, _, _, _, _] && !holder.Object.AsSpan()[^HashLength..].ContainsAnyExcept(HashCharacters));

    private bool IsKubelets(MountView mount) =>
        pod.Volume(mount.Volume)?.Kind is VolumeKind.ConfigMap or VolumeKind.Secret or VolumeKind.Projected or VolumeKind.DownwardApi;
}

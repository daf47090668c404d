using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>
/// A file that goes into a volume is no longer its container's alone: whoever mounts the volume sees it. Where another container would find a file that it
/// did not have, or another file would land on the same place, it keeps its path instead; but for what target-path asks for by name.
/// </summary>
internal sealed class SharedPlaces(PodView pod, TargetDirectories targets)
{
    public List<MountPlan> KeepApart(List<MountPlan> mounts)
    {
        if (!mounts.Exists(static mount => mount.Strategy == Reasons.IntoVolume))
        {
            return mounts;
        }

        var landings = mounts.SelectMany(Landings).ToList();
        return mounts.ConvertAll(mount => MustKeepPath(mount, landings) ? mount with { Strategy = Reasons.KeepPath, Into = null } : mount);
    }

    private bool MustKeepPath(MountPlan mount, List<Landing> landings)
    {
        var isAsked = targets.Covers(mount.Container, mount.Mount.Path);
        if (mount.Strategy != Reasons.IntoVolume || !mount.IsFile || (isAsked && targets.IsFromPod))
        {
            return false;
        }

        var own = new Landing(mount, mount.Into!.Volume, PlaceIn(mount.Into, mount.Mount.Path));
        return landings.Exists(own.Collides) || (!isAsked && pod.Containers.Exists(container => FindsSomethingNew(container, own, landings)));
    }

    private static bool FindsSomethingNew(ContainerView container, Landing landing, List<Landing> landings) =>
        container != landing.Mount.Container
        && container.Name != InjectedNames.AgentContainer
        && container.MountsOrNone.Exists(landing.IsSeenThrough)
        && !landings.Exists(other => other.Mount.Container == container && other.IsSameFile(landing));

    private IEnumerable<Landing> Landings(MountPlan mount)
    {
        if (mount is { Into: { } into, IsFile: true })
        {
            yield return new Landing(mount, into.Volume, PlaceIn(into, mount.Mount.Path));
        }

        if (mount.IsFile && mount.Strategy != Reasons.Left && targets.For(mount.Container) is { } target && !PathText.IsWithin(mount.Mount.Path, targets.Path))
        {
            yield return new Landing(mount, target.Volume, PlaceIn(target, PathText.Join(targets.Path, PathText.FileName(mount.Mount.Path))));
        }
    }

    private static string PlaceIn(MountView mount, string path) => PathText.Join(RootOf(mount), PathText.Below(path, mount.Path));

    private static string RootOf(MountView mount) => PathText.Root + PathText.Relative(mount.SubPath ?? "");

    /// <summary>A file on its way to a place in a volume, seen from the volume's root.</summary>
    private sealed record Landing(MountPlan Mount, string Volume, string Place)
    {
        public bool Collides(Landing other) =>
            Volume == other.Volume && !IsSameFile(other) && (PathText.IsWithin(Place, other.Place) || PathText.IsBelow(other.Place, Place));

        public bool IsSameFile(Landing other) =>
            Volume == other.Volume && Place == other.Place && Mount.Volume == other.Mount.Volume && Mount.Item == other.Mount.Item;

        // Where subPathExpr leads is only known when the container starts.
        public bool IsSeenThrough(MountView mount) =>
            mount.Volume == Volume && (mount.SubPathExpression is not null || PathText.IsWithin(Place, RootOf(mount)));
    }
}

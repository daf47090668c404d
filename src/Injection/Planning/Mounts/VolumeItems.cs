using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>The files and directories of a volume, as far as the Pod shows them.</summary>
internal static class VolumeItems
{
    public static ItemShape ShapeOf(VolumeView volume, string path)
    {
        if (path.Length == 0 || PathText.LeadsUp(path))
        {
            return ItemShape.Missing;
        }

        if (volume.Projections.Exists(projection => projection.Items?.Exists(item => item.Path == path) == true))
        {
            return ItemShape.File;
        }

        if (volume.Projections.Exists(projection => projection.Items?.Exists(item => IsBelow(item, path)) == true))
        {
            return ItemShape.Directory;
        }

        // Without items every key is a file of that name, and no key holds a slash.
        return volume.Projections.Exists(static projection => projection.Items is null) && !path.Contains('/', StringComparison.Ordinal)
            ? ItemShape.File
            : ItemShape.Missing;
    }

    /// <summary>The objects of which a file of the volume may come; with more than one, only the kubelet knows, once it has read them.</summary>
    public static List<ProjectionView> HoldersOf(VolumeView volume, string file) =>
        volume.Projections.FindAll(projection => projection.Items is { } items
            ? items.Exists(item => item.Path == file)
            : projection.Kind is (ProjectionKind.ConfigMap or ProjectionKind.Secret) && !file.Contains('/', StringComparison.Ordinal));

    /// <summary>Files of a volume whose changes are not the application's configuration: downward API fields change with the Pod itself.</summary>
    public static IEnumerable<string> Ignored(VolumeView volume) =>
        volume.Shows(ProjectionKind.DownwardApi)
            ? volume.Projections.Where(projection => projection.Kind == ProjectionKind.DownwardApi).SelectMany(projection => projection.Items ?? []).Select(item => item.Path)
            : [];

    /// <summary>The keys of an object that become <paramref name="path"/> or stand below it; null for all of them.</summary>
    public static List<string>? Keys(ProjectionView projection, string? path, bool isFile)
    {
        if (path is null)
        {
            return projection.Items?.ConvertAll(static item => item.Key);
        }

        // Without items every key is a file of that name, and none is a directory.
        return projection.Items is null
            ? isFile ? [path] : []
            : projection.Items.FindAll(item => item.Path == path || IsBelow(item, path)).ConvertAll(static item => item.Key);
    }

    private static bool IsBelow(ItemView item, string directory) => PathText.IsBelow(item.Path, directory);
}

/// <summary>The shape of what a subPath names in a volume; missing when the volume's items make nothing of that path.</summary>
internal enum ItemShape
{
    Missing,
    File,
    Directory,
}

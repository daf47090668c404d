namespace ConfigSync.TestKit.Requirements;

/// <summary>A filesystem in memory, small enough to be filled. Needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    /// <summary>Mounts one.</summary>
    public static SmallDisk Mount(string path, string size)
    {
        Directory.CreateDirectory(path);
        return Tools.Run("mount", Patience, "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path)
            ? new SmallDisk(path)
            : throw new InvalidOperationException($"can't mount a tmpfs at '{path}'");
    }

    /// <summary>Mounts it again with other options, such as <c>ro</c>.</summary>
    public void Remount(string options)
    {
        if (!Tools.Run("mount", Patience, "-o", $"remount,{options}", _path))
        {
            throw new InvalidOperationException($"can't remount '{_path}' with '{options}'");
        }
    }

    public void Dispose() => Tools.Run("umount", Patience, "--lazy", _path);
}

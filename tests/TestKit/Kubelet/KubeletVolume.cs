using System.Text;

namespace ConfigSync.TestKit.Kubelet;

/// <summary>
/// Writes a directory exactly as the kubelet's atomic writer does: a timestamp directory, <c>..data</c> renamed onto it, visible links.
/// </summary>
public sealed class KubeletVolume
{
    private const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string Data = "..data";
    private const string Temporary = "..data_tmp";

    private readonly LinkOrder _order;
    private int _sequence;

    /// <summary>Makes an empty volume.</summary>
    public KubeletVolume(string path, LinkOrder order = LinkOrder.AfterRename)
    {
        Path = path;
        _order = order;
        Directory.CreateDirectory(path);
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Called right before the rename, which is the moment from which delays are measured.</summary>
    public Action? BeforeRename { get; set; }

    /// <summary>Called between the rename and the removal of the old directory, for tests of what happens in between.</summary>
    public Action? AfterRename { get; set; }

    /// <summary>The absolute path of a key.</summary>
    public string PathOf(string key) => System.IO.Path.Combine(Path, key);

    /// <summary>Makes the volume hold these keys and no others.</summary>
    public void Write(params (string Key, string Content)[] keys) => Write([.. keys.Select(static key => (key.Key, Encoding.UTF8.GetBytes(key.Content)))]);

    /// <summary>Makes the volume hold these keys and no others.</summary>
    public void Write(IReadOnlyList<(string Key, byte[] Content)> keys, UnixFileMode mode = DefaultMode)
    {
        var old = new FileInfo(PathOf(Data)).LinkTarget;
        var next = $"..2026_11_21_01_02_03.{++_sequence:D10}";
        foreach (var (key, content) in keys)
        {
            var file = System.IO.Path.Combine(Path, next, key);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
            File.SetUnixFileMode(file, mode);
        }

        Directory.CreateDirectory(PathOf(next));
        File.CreateSymbolicLink(PathOf(Temporary), next);
        var visible = keys.Select(static key => key.Key.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        if (_order == LinkOrder.BeforeRename)
        {
            MakeLinks(visible);
        }

        BeforeRename?.Invoke();
        Rename.Over(PathOf(Temporary), PathOf(Data));
        AfterRename?.Invoke();
        MakeLinks(visible);
        foreach (var name in Directory.GetFileSystemEntries(Path).Select(static entry => System.IO.Path.GetFileName(entry)))
        {
            // Only what it wrote itself: a directory stays that was made for a subPath that names no key.
            if (!name.StartsWith("..", StringComparison.Ordinal) && !visible.Contains(name) && new FileInfo(PathOf(name)).LinkTarget is not null)
            {
                File.Delete(PathOf(name));
            }
        }

        if (old is not null)
        {
            Directory.Delete(PathOf(old), recursive: true);
        }
    }

    private void MakeLinks(IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => new FileInfo(PathOf(name)).LinkTarget is null))
        {
            File.CreateSymbolicLink(PathOf(name), $"{Data}/{name}");
        }
    }
}

using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>
/// Compares the visible links of a kubelet volume (<c>key -&gt; ..data/key</c>) with the directory that <c>..data</c> points to. The application reads
/// through these links, and the kubelet adds and removes them in steps of their own: depending on its version before or after the rename of
/// <c>..data</c>. Until they match, a reload could find a key missing.
/// </summary>
internal static class VolumeLinks
{
    public static bool Settled(SafeFileHandle volume, string generation, string path)
    {
        using var behind = Files.TryOpen(volume, generation, Files.ReadOnly | Files.Directory);
        if (behind.IsInvalid)
        {
            return false;
        }

        var wanted = Names(behind, path);
        var seen = 0;
        foreach (var (name, kind) in DirectoryListing.Read(volume, path))
        {
            if (wanted.Contains(name))
            {
                seen++;
            }
            else if (kind == FileKind.Link && !name.StartsWith("..", StringComparison.Ordinal)
                && Files.ReadLink(volume, name)?.StartsWith(SourceReader.DataLink + "/", StringComparison.Ordinal) == true)
            {
                // The link of a removed key: the kubelet is about to delete it.
                return false;
            }
        }

        return seen == wanted.Count;
    }

    private static HashSet<string> Names(SafeFileHandle directory, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in DirectoryListing.Read(directory, path))
        {
            if (!name.StartsWith("..", StringComparison.Ordinal))
            {
                names.Add(name);
            }
        }

        return names;
    }
}

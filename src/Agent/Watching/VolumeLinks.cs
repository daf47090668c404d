using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>
/// Whether a kubelet volume's visible links match the directory behind <c>..data</c>. The kubelet makes and removes them around the rename,
/// older ones before and newer ones after, and the application reads through them.
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
                // The link of a removed key, about to go.
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

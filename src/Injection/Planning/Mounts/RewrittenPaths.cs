using System.Globalization;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>
/// Finds the directory that a file moves to (<c>/etc/app/limits.yaml</c> → <c>/etc/app/limits.yaml.config-sync/</c>), never one that is in use, and rewrites
/// every mention of the file in its container. A mount hides what the image has at its path, so the name is one that no image has.
/// </summary>
internal sealed class RewrittenPaths(TargetDirectories targets)
{
    private const string Suffix = ".config-sync";

    private readonly Dictionary<ContainerView, List<MovedFile>> _moved = [];

    /// <summary>Chooses the directory for a mount and remembers where its file is then.</summary>
    public string Move(ContainerView container, MountView mount)
    {
        if (!_moved.TryGetValue(container, out var files))
        {
            _moved.Add(container, files = []);
        }

        var directory = FirstFree(container, mount.Path, files);
        files.Add(new MovedFile(mount.Path, directory, PathText.Join(directory, PathText.FileName(mount.Path))));
        return directory;
    }

    /// <summary>Adds every text that changes by it.</summary>
    public void AddTexts(List<TextEdit> edits)
    {
        foreach (var (container, files) in _moved)
        {
            foreach (var text in container.Texts)
            {
                var rewritten = PathMentions.Rewrite(text.Value, files);
                if (rewritten != text.Value)
                {
                    edits.Add(new TextEdit(text.PointerIn(container), rewritten));
                }
            }
        }
    }

    private string FirstFree(ContainerView container, string path, List<MovedFile> files)
    {
        var candidate = path + Suffix;
        for (var number = 2; !IsFree(container, candidate, files); number++)
        {
            candidate = $"{path}{Suffix}-{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return candidate;
    }

    private bool IsFree(ContainerView container, string directory, List<MovedFile> files) =>
        !files.Exists(file => file.Directory == directory)
        && !container.MountsOrNone.Exists(mount => PathText.IsWithin(mount.Path, directory))
        && !targets.AddedMounts.Exists(added => added.Container == container && PathText.IsWithin(added.Mount.Path, directory))
        && !container.DevicePaths.Exists(device => PathText.IsWithin(device, directory))
        && !container.Texts.Exists(text => PathMentions.IsMentionedWithin(text.Value, directory));
}

/// <summary>A file that a container finds in another place than before.</summary>
/// <param name="FormerPath">The path of its subPath mount.</param>
/// <param name="Directory">The directory that is mounted instead.</param>
/// <param name="Path">The path of the file from then on.</param>
internal sealed record MovedFile(string FormerPath, string Directory, string Path);

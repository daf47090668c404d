using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>Walks a directory and hashes its files.</summary>
internal sealed class TreeReader(SourceOption option)
{
    // Deeper than any projected path. There are no cycles, because links to directories are not followed.
    private const int Deepest = 32;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Sha256 _sha = new();

    /// <summary>Reads a directory, in a kubelet volume through one timestamp directory; <see langword="null"/> when it changed meanwhile.</summary>
    public SourceSnapshot? ReadDirectory(SafeFileHandle directory, string? generation)
    {
        var files = new List<SourceFile>();
        var directories = new List<string>();
        using var root = Files.Open(directory, generation ?? ".", Files.ReadOnly | Files.Directory);
        var newest = generation is null ? 0 : FileStatus.At(directory, SourceReader.DataLink, follow: false)?.Modified ?? 0;
        if (!Walk(root, "", files, directories, ref newest))
        {
            return null;
        }

        files.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        var path = generation is null ? option.Path : $"{option.Path}/{generation}";
        return new SourceSnapshot(path, generation, isFile: false, BootClock.At(newest), files, generation is null ? directories : []);
    }

    /// <summary>Reads a single file; <see langword="null"/> when it changed meanwhile.</summary>
    public SourceSnapshot? ReadFile(string path)
    {
        var slash = path.LastIndexOf('/');
        var newest = 0L;
        using var directory = Files.Open(Files.WorkingDirectory, slash == 0 ? "/" : path[..slash], Files.ReadOnly | Files.Directory);
        var file = Hash(directory, path[(slash + 1)..], path[(slash + 1)..], ref newest);
        return file is null ? null : new SourceSnapshot(path[..slash], null, isFile: true, BootClock.At(newest), [file], []);
    }

    private bool Walk(SafeFileHandle directory, string prefix, List<SourceFile> files, List<string> directories, ref long newest)
    {
        foreach (var (name, kind) in DirectoryListing.Read(directory, $"{option.Path}/{prefix}"))
        {
            // Names that start with two dots are the kubelet's own.
            if (name.StartsWith("..", StringComparison.Ordinal))
            {
                continue;
            }

            var path = prefix + name;
            if (kind == FileKind.Directory)
            {
                if (prefix.Count(static character => character == '/') >= Deepest)
                {
                    throw new NativeException("read", $"{option.Path}/{path}", Errno.TooManyLinks);
                }

                directories.Add(path);
                using var inner = Files.Open(directory, name, Files.ReadOnly | Files.Directory | Files.NoFollow);
                if (!Walk(inner, path + "/", files, directories, ref newest))
                {
                    return false;
                }
            }
            else if (kind == FileKind.Regular || (kind == FileKind.Link && FileStatus.At(directory, name, follow: true)?.Kind == FileKind.Regular))
            {
                var file = Hash(directory, name, path, ref newest);
                if (file is null)
                {
                    return false;
                }

                files.Add(file);
            }
        }

        return true;
    }

    // The status is compared before and after: a file that is written during the reading changes it. A write that is too quick for the clock of the
    // filesystem still ends with IN_CLOSE_WRITE, which causes another reading.
    private SourceFile? Hash(SafeFileHandle directory, string name, string path, ref long newest)
    {
        using var file = Files.Open(directory, name, Files.ReadOnly | Files.NonBlocking);
        var before = FileStatus.Of(file, path);
        _sha.Reset();
        int count;
        while ((count = Files.Read(file, _buffer, path)) > 0)
        {
            _sha.Append(_buffer.AsSpan(0, count));
        }

        var hash = _sha.Finish();
        newest = Math.Max(newest, before.Modified);
        return FileStatus.Of(file, path) == before ? new SourceFile(path, before.Mode, hash, option.Counts(path)) : null;
    }
}

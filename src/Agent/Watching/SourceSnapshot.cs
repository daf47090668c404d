using System.Buffers.Binary;
using System.Text;
using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.Watching;

/// <summary>A source at one moment. It holds no contents: they are read again for a copy, and checked against the hash.</summary>
internal sealed class SourceSnapshot
{
    public SourceSnapshot(string root, string? generation, bool isFile, long placedAt, IReadOnlyList<SourceFile> files, IReadOnlyList<string> directories)
    {
        Root = root;
        Generation = generation;
        IsFile = isFile;
        PlacedAt = placedAt;
        Files = files;
        Directories = directories;
        Content = Fold(files.Where(static file => file.Counts), withMode: false);
        Layout = Fold(files, withMode: true);
    }

    /// <summary>The directory that it was read through; in a kubelet volume the timestamp directory, which never changes.</summary>
    public string Root { get; }

    /// <summary>Where <c>..data</c> pointed; <see langword="null"/> for a plain directory or file.</summary>
    public string? Generation { get; }

    /// <summary>True when the source is a single file.</summary>
    public bool IsFile { get; }

    /// <summary>When this content was written, according to its links and files, in milliseconds of the boot clock.</summary>
    public long PlacedAt { get; }

    /// <summary>Every file, sorted by path.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Subdirectories of a plain directory, relative; each needs a watch of its own.</summary>
    public IReadOnlyList<string> Directories { get; }

    /// <summary>Hash of the names and contents of the files that count: a change of it needs a reload.</summary>
    public ContentHash Content { get; }

    /// <summary>Hash of every name, content and mode: a change of it needs a copy.</summary>
    public ContentHash Layout { get; }

    /// <summary>True when it holds no file that counts.</summary>
    public bool IsEmpty => !Files.Any(static file => file.Counts);

    private static ContentHash Fold(IEnumerable<SourceFile> files, bool withMode)
    {
        var sha = new Sha256();
        Span<byte> fixedPart = stackalloc byte[8 + ContentHash.Size];
        foreach (var file in files)
        {
            var path = Encoding.UTF8.GetBytes(file.Path);
            BinaryPrimitives.WriteInt32LittleEndian(fixedPart, path.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(fixedPart[4..], withMode ? file.Mode : 0);
            file.Hash.CopyTo(fixedPart[8..]);
            sha.Append(fixedPart);
            sha.Append(path);
        }

        return sha.Finish();
    }
}

/// <summary>One file of a source as it was read.</summary>
/// <param name="Path">Path relative to the source.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Hash">Hash of its content.</param>
/// <param name="Counts">True when a change of it needs a reload; false for files that the options exclude.</param>
internal sealed record SourceFile(string Path, uint Mode, ContentHash Hash, bool Counts);

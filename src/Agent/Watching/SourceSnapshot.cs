using System.Buffers.Binary;
using System.Text;
using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.Watching;

/// <summary>A source as it was at one moment. Contents are not held, they are read again when copied and checked against the hash.</summary>
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

    /// <summary>Whether the source is a single file.</summary>
    public bool IsFile { get; }

    /// <summary>When this content was put there, as far as its links and files tell: milliseconds of the boot clock.</summary>
    public long PlacedAt { get; }

    /// <summary>Every file, sorted by path.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Sub-directories of a plain directory, relative, to be watched too.</summary>
    public IReadOnlyList<string> Directories { get; }

    /// <summary>What the application must hear of: names and contents of the files that count.</summary>
    public ContentHash Content { get; }

    /// <summary>What copies must follow: every name, content and mode.</summary>
    public ContentHash Layout { get; }

    /// <summary>Whether there is nothing in it that counts.</summary>
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

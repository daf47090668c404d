using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>
/// Reads a source consistently. In a kubelet volume <c>..data</c> is resolved once, and everything is read through the timestamp directory it points
/// to. The kubelet never changes a published directory, gives each a name of its own, and deletes it after the next update: when the link has
/// moved, or the directory is gone, the source is read again. See AtomicWriter in k8s.io/kubernetes/pkg/volume/util.
/// </summary>
internal sealed class SourceReader(SourceOption option)
{
    /// <summary>The link that the kubelet renames into place; the rename is its commit point.</summary>
    internal const string DataLink = "..data";

    // A kubelet leaves at least a second between two updates. A writer that is faster than this many readings is read again later.
    private const int Attempts = 20;

    private readonly TreeReader _tree = new(option);
    private SourceReading? _last;

    public SourceOption Option { get; } = option;

    /// <summary>Reads the source. A kubelet volume whose link has not moved since the last good reading is not read again.</summary>
    public SourceReading Read()
    {
        try
        {
            return _last = ReadOnce();
        }
        catch (NativeException unreadable)
        {
            return _last = SourceReading.Without(SourceCondition.Unreadable, unreadable.Message);
        }
    }

    private SourceReading ReadOnce()
    {
        switch (FileStatus.At(Option.Path, follow: true)?.Kind)
        {
            case null:
                return SourceReading.Without(SourceCondition.Missing, $"can't read source '{Option.Name}': '{Option.Path}' does not exist");
            case FileKind.Regular:
                return Judge(_tree.ReadFile(Option.Path), settled: true);
            case FileKind.Directory:
                return ReadDirectory();
            default:
                return SourceReading.Without(SourceCondition.Unreadable, $"can't read source '{Option.Name}': '{Option.Path}' is neither a directory nor a file");
        }
    }

    private SourceReading ReadDirectory()
    {
        using var directory = Files.Open(Files.WorkingDirectory, Option.Path, Files.ReadOnly | Files.Directory);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var generation = Files.ReadLink(directory, DataLink);
            if (generation is not null && _last is { Condition: SourceCondition.Good, Snapshot: { } known } && known.Generation == generation)
            {
                return _last;
            }

            var snapshot = TryRead(directory, generation);
            if (snapshot is not null && Files.ReadLink(directory, DataLink) == generation)
            {
                return Judge(snapshot, generation is null || VolumeLinks.Settled(directory, generation, Option.Path));
            }
        }

        return SourceReading.Without(SourceCondition.Moving, $"can't read source '{Option.Name}': '{Option.Path}' changed during each of {Attempts} readings");
    }

    private SourceSnapshot? TryRead(SafeFileHandle directory, string? generation)
    {
        try
        {
            return _tree.ReadDirectory(directory, generation);
        }
        catch (NativeException gone) when (gone.Error is Errno.NotFound or Errno.NotADirectory)
        {
            return null;
        }
    }

    private SourceReading Judge(SourceSnapshot? snapshot, bool settled) => snapshot switch
    {
        null => SourceReading.Without(SourceCondition.Moving, $"can't read source '{Option.Name}': '{Option.Path}' changed while it was read"),
        { IsEmpty: true } => new SourceReading(SourceCondition.Empty, null, $"source '{Option.Name}' has no files to apply at '{Option.Path}'"),
        _ when !settled => new SourceReading(SourceCondition.Unsettled, snapshot, $"the links of source '{Option.Name}' do not match its content yet"),
        _ => new SourceReading(SourceCondition.Good, snapshot, null),
    };
}

/// <summary>The outcome of reading a source.</summary>
/// <param name="Condition">The condition of the source.</param>
/// <param name="Snapshot">The content, when the source is <see cref="SourceCondition.Good"/> or <see cref="SourceCondition.Unsettled"/>.</param>
/// <param name="Problem">The error for users.</param>
internal sealed record SourceReading(SourceCondition Condition, SourceSnapshot? Snapshot, string? Problem)
{
    public static SourceReading Without(SourceCondition condition, string problem) => new(condition, null, problem);
}

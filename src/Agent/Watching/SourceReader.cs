using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Watching;

/// <summary>
/// Reads a source so that what is read belongs together. A kubelet volume is resolved once through <c>..data</c> and read through that
/// timestamp directory; when the link moved meanwhile, or the directory went away under the reading, it is read again.
/// </summary>
internal sealed class SourceReader(SourceOption option)
{
    /// <summary>The link that the kubelet renames into place; the rename is its commit point.</summary>
    internal const string DataLink = "..data";

    // A kubelet takes a second at the very least between two updates; a writer that outruns this many readings is looked at again later.
    private const int Attempts = 20;

    private readonly TreeReader _tree = new(option);
    private SourceReading? _last;

    /// <summary>The source's name and path.</summary>
    public SourceOption Option { get; } = option;

    /// <summary>Looks at the source. A kubelet volume whose link did not move since it was last read is not read again.</summary>
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
                return SourceReading.Without(SourceCondition.Missing, $"can't read source '{Option.Name}': nothing is at '{Option.Path}'");
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
        { IsEmpty: true } => new SourceReading(SourceCondition.Empty, null, $"source '{Option.Name}' has no file that counts at '{Option.Path}'"),
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

using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Watching;

/// <summary>A source, what it wants to be, and how far that has come. Belongs to the loop's thread.</summary>
internal sealed class TrackedSource(SourceOption option)
{
    // Times of files and starts of processes are kept in steps of a few milliseconds; what starts right after a content was put there has it.
    private const long Coarseness = 10;

    public SourceOption Option { get; } = option;

    public SourceReader Reader { get; } = new(option);

    /// <summary>The newest good reading; kept when the source is emptied or goes away.</summary>
    public SourceSnapshot? Desired { get; private set; }

    /// <summary>Whether the source is there and has nothing in it.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>When the desired content came to be where the application finds it, on the boot clock: what started later has it.</summary>
    public long PlacedAt { get; set; }

    /// <summary>The layout that the copies follow.</summary>
    public ContentHash? Copied { get; set; }

    /// <summary>The content that the application was told of; <see langword="null"/> until there was one to start with.</summary>
    public ContentHash? Told { get; set; }

    /// <summary>The content that is known to be in effect.</summary>
    public ContentHash? Applied { get; set; }

    public bool NeedsCopy => Desired is not null && Copied != Desired.Layout;

    public bool NeedsTelling => Desired is not null && Told != Desired.Content;

    public bool NeedsApplying => Desired is not null && Applied != Desired.Content;

    /// <summary>Takes in a good reading and says whether the application must hear of it.</summary>
    /// <param name="snapshot">What was read.</param>
    /// <param name="live">Whether the agent saw it change, rather than finding it so when it started.</param>
    public bool Take(SourceSnapshot snapshot, bool live)
    {
        var changed = Desired?.Content != snapshot.Content;
        if (changed)
        {
            PlacedAt = live ? BootClock.Now : snapshot.PlacedAt - Coarseness;
        }

        Desired = snapshot;
        return changed;
    }

    /// <summary>Remembers that the application runs without this source, so that its first content is a change.</summary>
    public void StartedWithout()
    {
        Told ??= default(ContentHash);
        Applied ??= default(ContentHash);
    }

    /// <summary>
    /// What the application runs with is not known: it was told and did not take it, or not all of it. Even its former content has to be
    /// told again, should that be wanted next.
    /// </summary>
    public void MarkUnknown() => (Told, Applied) = (default(ContentHash), default(ContentHash));
}

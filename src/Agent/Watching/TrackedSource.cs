using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Watching;

/// <summary>The desired content of a source and how far it has been applied. Belongs to the loop's thread.</summary>
internal sealed class TrackedSource(SourceOption option)
{
    // File times and process start times advance in steps of a few milliseconds; a process that starts right after the content was written has it.
    private const long Coarseness = 10;

    public SourceOption Option { get; } = option;

    public SourceReader Reader { get; } = new(option);

    /// <summary>The newest good reading; kept when the source is emptied or goes away.</summary>
    public SourceSnapshot? Desired { get; private set; }

    /// <summary>True when the source exists and holds no file that counts.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>When the desired content became visible to the application, on the boot clock: a process that started later has it.</summary>
    public long PlacedAt { get; set; }

    /// <summary>The layout that the copies follow.</summary>
    public ContentHash? Copied { get; set; }

    /// <summary>The content of the last reload; <see langword="null"/> until there was one to start with.</summary>
    public ContentHash? Reloaded { get; set; }

    /// <summary>The content that is known to be in effect: reloaded, and verified if that is configured.</summary>
    public ContentHash? Applied { get; set; }

    public bool NeedsCopy => Desired is not null && Copied != Desired.Layout;

    public bool NeedsReload => Desired is not null && Reloaded != Desired.Content;

    public bool IsOutOfDate => Desired is not null && Applied != Desired.Content;

    /// <summary>Accepts a good reading; true when its content differs from the desired one.</summary>
    /// <param name="snapshot">The reading.</param>
    /// <param name="live">True when the agent saw the change happen, false for what it found at its start.</param>
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

    /// <summary>Records that the application runs without this source, so that its first content is a change.</summary>
    public void StartedWithout()
    {
        Reloaded ??= default(ContentHash);
        Applied ??= default(ContentHash);
    }

    /// <summary>
    /// Records that the application's content is unknown: a reload failed, perhaps halfway. Even a return to the former content then needs a
    /// reload.
    /// </summary>
    public void MarkUnknown() => (Reloaded, Applied) = (default(ContentHash), default(ContentHash));
}

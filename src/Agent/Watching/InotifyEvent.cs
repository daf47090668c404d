namespace ConfigSync.Agent.Watching;

/// <summary>Something that happened in a watched directory, or to it.</summary>
/// <param name="Watch">Number of the watch.</param>
/// <param name="Mask">What happened.</param>
/// <param name="Name">The entry it happened to; empty for the directory itself.</param>
internal readonly record struct InotifyEvent(int Watch, uint Mask, string Name)
{
    public bool Is(uint mask) => (Mask & mask) != 0;
}

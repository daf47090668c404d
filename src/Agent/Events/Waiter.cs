using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Events;

/// <summary>Something that a loop waits for: a descriptor, a moment, or both.</summary>
internal sealed class Waiter(SafeFileHandle? descriptor, short wanted, long deadline)
{
    /// <summary>Completed on the loop's thread; what awaits it goes on there and then.</summary>
    public TaskCompletionSource<bool> Source { get; } = new();

    /// <summary>The timestamp at which the waiting ends.</summary>
    public long Deadline { get; } = deadline;

    // poll skips negative descriptors; one that was closed meanwhile is not asked for again.
    public PollDescriptor ToPoll() => new()
    {
        Descriptor = descriptor is { IsClosed: false } ? (int)descriptor.DangerousGetHandle() : -1,
        Wanted = wanted,
    };
}

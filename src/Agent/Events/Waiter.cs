using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Events;

/// <summary>A wait for a descriptor, a deadline, or both.</summary>
internal sealed class Waiter(SafeFileHandle? descriptor, short wanted, long deadline)
{
    /// <summary>Completed on the loop's thread; the method that awaits it continues inside of that call.</summary>
    public TaskCompletionSource<bool> Source { get; } = new();

    /// <summary>The timestamp of the timeout.</summary>
    public long Deadline { get; } = deadline;

    // poll ignores negative descriptors. A closed one must not be polled: the kernel may have given its number to another file.
    public PollDescriptor ToPoll() => new()
    {
        Descriptor = descriptor is { IsClosed: false } ? (int)descriptor.DangerousGetHandle() : -1,
        Wanted = wanted,
    };
}

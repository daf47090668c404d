namespace ConfigSync.Agent.Processes;

/// <summary>What <c>/proc/PID/stat</c> says of a process.</summary>
/// <param name="Id">Its number in our namespace.</param>
/// <param name="Name">Its executable's name, cut by the kernel after 15 characters.</param>
/// <param name="State">A letter; <c>Z</c> and <c>X</c> are dead.</param>
/// <param name="Parent">Its parent; 0 when that is outside of our namespace, as a container's main process has it.</param>
/// <param name="StartTicks">When it started, in ticks since the machine did.</param>
internal sealed record ProcessInfo(int Id, string Name, char State, int Parent, long StartTicks)
{
    // USER_HZ, the unit of /proc, is 100 on every architecture that we build for, whatever the kernel's own is.
    private const long MillisecondsPerTick = 10;

    public ProcessIdentity Identity => new(Id, StartTicks);

    public bool Dead => State is 'Z' or 'X';

    /// <summary>The earliest moment at which it can have started, on the boot clock.</summary>
    public long StartedAt => StartTicks * MillisecondsPerTick;

    public override string ToString() => $"{Id} ({Name})";
}

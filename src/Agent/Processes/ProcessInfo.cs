namespace ConfigSync.Agent.Processes;

/// <summary>A process as <c>/proc/PID/stat</c> describes it.</summary>
/// <param name="Id">Its PID in the agent's namespace.</param>
/// <param name="Name">Its executable's name, cut by the kernel after 15 characters.</param>
/// <param name="State">A letter; <c>Z</c> and <c>X</c> are dead.</param>
/// <param name="Parent">Its parent; 0 when that is outside of the namespace, as for a container's main process.</param>
/// <param name="Terminal">The number of its controlling terminal; 0 for none.</param>
/// <param name="StartTicks">Its start time, in ticks since the machine booted.</param>
internal sealed record ProcessInfo(int Id, string Name, char State, int Parent, int Terminal, long StartTicks)
{
    // runc names itself so, and its process lives in the container already, until it becomes the container's program.
    private const string BeingMade = "runc:[";

    // USER_HZ, the unit of /proc, is 100 on every architecture that we build for, whatever the kernel's own is.
    private const long MillisecondsPerTick = 10;

    public ProcessIdentity Identity => new(Id, StartTicks);

    public bool Dead => State is 'Z' or 'X';

    /// <summary>True for a process that runc is still making a container's out of: a signal would end it, and the container with it.</summary>
    public bool IsBeingMade => Name.StartsWith(BeingMade, StringComparison.Ordinal);

    /// <summary>The earliest moment at which it can have started, in milliseconds of the boot clock.</summary>
    public long StartedAt => StartTicks * MillisecondsPerTick;

    public override string ToString() => $"{Id} ({Name})";
}

/// <summary>A process, distinguished from a later one with the same PID by its start time.</summary>
internal readonly record struct ProcessIdentity(int Id, long StartTicks);

using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary><c>struct timespec</c> of a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeSpec
{
    public readonly long Seconds;
    public readonly long Nanoseconds;
}

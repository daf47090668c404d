using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    internal const short Readable = 1;
    internal const short Writable = 4;

    public int Descriptor;
    public short Wanted;
    public short Happened;
}

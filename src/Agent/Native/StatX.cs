using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary><c>struct statx</c>: unlike <c>struct stat</c> it has one layout on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct StatX
{
    [FieldOffset(0x1c)]
    public readonly ushort Mode;

    [FieldOffset(0x20)]
    public readonly ulong Inode;

    [FieldOffset(0x28)]
    public readonly ulong Size;

    [FieldOffset(0x60)]
    public readonly long ChangeSeconds;

    [FieldOffset(0x68)]
    public readonly uint ChangeNanoseconds;

    [FieldOffset(0x70)]
    public readonly long ModifySeconds;

    [FieldOffset(0x78)]
    public readonly uint ModifyNanoseconds;
}

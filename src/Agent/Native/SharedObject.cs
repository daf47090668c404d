using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary>The beginning of <c>struct dl_phdr_info</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct SharedObject
{
    private readonly nint _address;

    /// <summary>A path, as text that ends with a zero byte.</summary>
    public readonly nint Name;
}

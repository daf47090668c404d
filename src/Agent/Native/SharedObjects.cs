using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary>The libraries of this process, by the names under which the loader found them.</summary>
internal static unsafe class SharedObjects
{
    /// <summary>
    /// Absolute paths, including the loader's. The program itself (no name) and the kernel's <c>linux-vdso.so.1</c> (no file) are left out.
    /// </summary>
    public static List<string> Loaded()
    {
        var paths = new List<string>();
        // The loader holds its lock while it calls back, and the handle keeps the list in place for just that long.
        var handle = GCHandle.Alloc(paths);
        _ = Libc.IterateSharedObjects(&Add, GCHandle.ToIntPtr(handle));
        handle.Free();
        return paths;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(SharedObject* found, nuint size, nint list)
    {
        if (Marshal.PtrToStringUTF8(found->Name) is ['/', ..] path)
        {
            ((List<string>)GCHandle.FromIntPtr(list).Target!).Add(path);
        }

        return 0;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary>The libraries of this process as the loader found them: their own names, not those that symbolic links lead to.</summary>
internal static unsafe class SharedObjects
{
    /// <summary>
    /// Absolute paths, the loader's among them. The first entry is the program itself and has no name, and the kernel's <c>linux-vdso.so.1</c> is no file.
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

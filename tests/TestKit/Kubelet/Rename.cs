using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ConfigSync.TestKit.Kubelet;

/// <summary><c>rename(2)</c>, bare: the base library's looks through a symbolic link that leads to a directory.</summary>
internal static partial class Rename
{
    public static void Over(string from, string to)
    {
        if (RenamePath(from, to) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"can't rename '{from}' to '{to}'");
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenamePath(string from, string to);
}

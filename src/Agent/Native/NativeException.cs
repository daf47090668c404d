using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary>A system call that failed, described as <c>can't &lt;verb&gt; '&lt;noun&gt;': &lt;the kernel's reason&gt;</c>.</summary>
internal sealed class NativeException(string verb, string noun, int error)
    : IOException($"can't {verb} '{noun}': {Marshal.GetPInvokeErrorMessage(error)}")
{
    public int Error { get; } = error;

    /// <summary>Throws unless the call that just returned succeeded.</summary>
    public static void Require(bool done, string verb, string noun)
    {
        if (!done)
        {
            throw For(verb, noun);
        }
    }

    /// <summary>The exception for the call that just returned.</summary>
    public static NativeException For(string verb, string noun) => new(verb, noun, Errno.Last);
}

using System.Runtime.InteropServices;

namespace ConfigSync.Agent.Native;

/// <summary>The error numbers that the agent acts on. They are the same on x86-64 and arm64.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NotFound = 2;
    internal const int NoSuchProcess = 3;
    internal const int Interrupted = 4;
    internal const int TryAgain = 11;
    internal const int Exists = 17;
    internal const int NotADirectory = 20;
    internal const int NoSpace = 28;
    internal const int TooManyLinks = 40;
    internal const int NotSupported = 95;
    internal const int AddressFamily = 97;
    internal const int InProgress = 115;

    /// <summary>The error of the last system call of this thread. Read it before the next call, and before an await.</summary>
    internal static int Last => Marshal.GetLastPInvokeError();
}

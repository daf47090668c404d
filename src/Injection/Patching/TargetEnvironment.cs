namespace ConfigSync.Injection.Patching;

/// <summary>The variables that an application's image may set for its own program and that would change ours, each with the value at which it has no effect.</summary>
internal static class TargetEnvironment
{
    public static readonly (string Name, string Value)[] Cleared =
    [
        // Of the loader, see ld.so(8): libraries of the image were built for another C library than ours.
        ("LD_PRELOAD", ""),
        ("LD_LIBRARY_PATH", ""),
        ("LD_AUDIT", ""),
        ("LD_DEBUG", ""),
        ("GLIBC_TUNABLES", ""),

        // Of the .NET runtime, which images of .NET applications set: limits of a heap of another size keep ours from starting (tried).
        ("DOTNET_GCHeapHardLimit", ""),
        ("DOTNET_GCHeapHardLimitSOH", ""),
        ("DOTNET_GCHeapHardLimitSOHPercent", ""),
        ("DOTNET_GCRegionSize", ""),
        ("DOTNET_GCRegionRange", ""),
        ("DOTNET_GCLargePages", ""),
        ("DOTNET_EnableDiagnostics", "0"),

        // Of OpenSSL, see openssl-env(7): it loads what the file names into our program (tried). Without the variable it would read the image's /etc/ssl.
        ("OPENSSL_CONF", "/dev/null"),

        // The container runtime of a GPU node reads it and gives the container the devices.
        ("NVIDIA_VISIBLE_DEVICES", "void"),
    ];
}

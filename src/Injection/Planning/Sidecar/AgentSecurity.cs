namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The security context of a container that is added. What is null is left to the Pod, the image and the runtime.</summary>
internal sealed record AgentSecurity
{
    public long? User { get; init; }

    public long? Group { get; init; }

    public bool? NonRoot { get; init; }

    /// <summary>The capabilities that are kept.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>True for the seccomp profile RuntimeDefault.</summary>
    public bool HasDefaultSeccomp { get; init; }

    // As JSON, as the target has them.
    public ReadOnlyMemory<byte>? Seccomp { get; init; }

    public ReadOnlyMemory<byte>? AppArmor { get; init; }

    public ReadOnlyMemory<byte>? SeLinux { get; init; }
}

namespace ConfigSync.Contract;

/// <summary>The record of an injection: the value of the annotation <c>config-sync.dev/injected</c>, read by people, by the controller and at reinvocation.</summary>
public sealed record InjectionRecord
{
    /// <summary>Version of the webhook that injected.</summary>
    public required string Version { get; init; }

    /// <summary>How the application is made to reload, after any downgrade: a value of the annotation <c>reload</c>.</summary>
    public required string Reload { get; init; }

    /// <summary>The effect of a change of an object referenced by <c>env</c> or <c>envFrom</c>: a value of the annotation <c>env-changes</c>.</summary>
    public required string EnvChanges { get; init; }

    /// <summary>Names of the target containers. Another webhook's container never becomes one.</summary>
    public IReadOnlyList<string>? Containers { get; init; }

    /// <summary>Each mount of a source, and its strategy.</summary>
    public required IReadOnlyList<MountRecord> Mounts { get; init; }

    /// <summary>The objects whose changes matter to this Pod.</summary>
    public required IReadOnlyList<ObjectRecord> Objects { get; init; }

    /// <summary>Codes of warnings and notes, if there are any.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
}

/// <summary>One mount of a source in one container, and the strategy that was taken for it.</summary>
/// <param name="Container">Name of the container.</param>
/// <param name="Path">Where the Pod's author mounted it.</param>
/// <param name="Strategy">A code of <see cref="MountStrategy"/>.</param>
/// <param name="Now">Where it is mounted now, when that is another path.</param>
public sealed record MountRecord(string Container, string Path, string Strategy, string? Now = null);

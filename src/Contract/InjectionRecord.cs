namespace ConfigSync.Contract;

/// <summary>What was done to a Pod: the value of the annotation <c>config-sync.dev/injected</c>, read by people, by the controller and at reinvocation.</summary>
public sealed record InjectionRecord
{
    /// <summary>Version of the webhook that injected.</summary>
    public required string Version { get; init; }

    /// <summary>How the application is told, after any downgrade: a value of the annotation <c>reload</c>.</summary>
    public required string Reload { get; init; }

    /// <summary>What a change behind <c>env</c> does: a value of the annotation <c>env-changes</c>.</summary>
    public required string EnvChanges { get; init; }

    /// <summary>Each mount of a source, and what was done to it.</summary>
    public required IReadOnlyList<MountRecord> Mounts { get; init; }

    /// <summary>The objects whose changes matter to this Pod.</summary>
    public required IReadOnlyList<ObjectRecord> Objects { get; init; }

    /// <summary>Codes of what was downgraded or left, if anything.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
}

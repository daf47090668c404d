namespace ConfigSync.Contract;

/// <summary>One mount of a source in one container, and the strategy that was taken for it.</summary>
/// <param name="Container">Name of the container.</param>
/// <param name="Path">Where the Pod's author mounted it.</param>
/// <param name="Strategy">A code of <see cref="MountStrategy"/>.</param>
/// <param name="Now">Where it is mounted now, when that is another path.</param>
public sealed record MountRecord(string Container, string Path, string Strategy, string? Now = null);

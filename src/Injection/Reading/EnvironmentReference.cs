namespace ConfigSync.Injection.Reading;

/// <summary>A ConfigMap or Secret behind a container's environment.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Key">The key, or null for all of them (<c>envFrom</c>).</param>
/// <param name="Optional">Whether it may be missing.</param>
internal sealed record EnvironmentReference(string Kind, string Name, string? Key, bool Optional);

namespace ConfigSync.Injection.Planning;

/// <summary>A ConfigMap or Secret behind the environment of target containers.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The keys that are used, or null for all.</param>
/// <param name="Optional">Whether it may be missing.</param>
internal sealed record EnvironmentObject(string Kind, string Name, IReadOnlyList<string>? Keys, bool Optional);

using ConfigSync.Injection;

namespace ConfigSync.Cli.Injecting;

/// <summary>The options of <c>inject</c> and <c>explain</c>.</summary>
/// <param name="Names">Files, folders, or <c>-</c>.</param>
/// <param name="NamespaceLabel">The inject label of the Namespace, if it has one.</param>
/// <param name="Injector">The webhook's own, with the given settings.</param>
/// <param name="Diff">True to print what changes instead of the manifests; <c>inject</c> only.</param>
internal sealed record ManifestOptions(IReadOnlyList<string> Names, string? NamespaceLabel, Injector Injector, bool Diff = false);

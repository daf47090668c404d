using ConfigSync.Injection;

namespace ConfigSync.Webhook.Offline;

/// <summary>What <c>inject</c> and <c>explain</c> are asked to do.</summary>
/// <param name="Names">Files, folders, or <c>-</c>.</param>
/// <param name="NamespaceLabel">What the Namespace's inject label says, if anything.</param>
/// <param name="Injector">The webhook's own, with the settings that were asked for.</param>
internal sealed record OfflineRequest(IReadOnlyList<string> Names, string? NamespaceLabel, Injector Injector);

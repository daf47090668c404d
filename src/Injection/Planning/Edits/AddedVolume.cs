namespace ConfigSync.Injection.Planning.Edits;

/// <summary>A volume that is added to the Pod.</summary>
internal abstract record AddedVolume(string Name);

/// <summary>An emptyDir: the agent's state, files that keep their path, copied directories.</summary>
internal sealed record ScratchVolume(string Name) : AddedVolume(Name);

/// <summary>The claim that target-claim names.</summary>
internal sealed record ClaimVolume(string Name, string Claim) : AddedVolume(Name);

/// <summary>
/// One of the Pod's own volumes with just the items below a directory, and that directory as its root: so what was mounted by subPath,
/// and never changed, becomes a mount of a whole volume, which the kubelet updates. Every other field of the volume is kept.
/// </summary>
internal sealed record ItemsVolume(string Name, ReadOnlyMemory<byte> Original, string Directory) : AddedVolume(Name);

/// <summary>An object that <c>env</c> or <c>envFrom</c> refers to, mounted so that the agent can watch it.</summary>
internal sealed record EnvironmentVolume(string Name, EnvironmentObject Object) : AddedVolume(Name);

/// <summary>A ConfigMap or Secret that <c>env</c> or <c>envFrom</c> of target containers refers to.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The keys that are used, or null for all.</param>
/// <param name="Optional">True when it may be missing.</param>
internal sealed record EnvironmentObject(string Kind, string Name, IReadOnlyList<string>? Keys, bool Optional);

namespace ConfigSync.Injection.Planning.Edits;

/// <summary>A volume that is added to the Pod.</summary>
internal abstract record AddedVolume(string Name);

/// <summary>An emptyDir: the agent's state, files that keep their path, copied directories.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InMemory">True for a tmpfs: what comes from a Secret must not reach a disk.</param>
internal sealed record ScratchVolume(string Name, bool InMemory = false) : AddedVolume(Name);

/// <summary>The claim that target-claim names.</summary>
internal sealed record ClaimVolume(string Name, string Claim) : AddedVolume(Name);

/// <summary>
/// One of the Pod's own volumes with just a part of its items: so what was mounted by subPath, and never changed, becomes a mount of a whole volume,
/// which the kubelet updates, and shows no key that the mount did not. Every other field of the volume is kept.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Original">The volume, in the Pod's JSON.</param>
/// <param name="Path">The directory of the volume that becomes the root; or the only file.</param>
/// <param name="FileName">The name of the only file; null for a directory.</param>
internal sealed record ItemsVolume(string Name, ReadOnlyMemory<byte> Original, string Path, string? FileName = null) : AddedVolume(Name);

/// <summary>An object that <c>env</c> or <c>envFrom</c> refers to, mounted so that the agent can watch it. Always whole and optional: a key or
/// an object that is missing holds up the container that needs it, and must not hold up the Pod.</summary>
internal sealed record EnvironmentVolume(string Name, EnvironmentObject Object) : AddedVolume(Name);

/// <summary>A ConfigMap or Secret that <c>env</c> or <c>envFrom</c> of target containers refers to.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The keys that are used, or null for all.</param>
internal sealed record EnvironmentObject(string Kind, string Name, IReadOnlyList<string>? Keys);

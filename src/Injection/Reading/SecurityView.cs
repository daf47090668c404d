namespace ConfigSync.Injection.Reading;

/// <summary>What a security context, of a Pod or of a container, says about who runs.</summary>
internal sealed record SecurityView(long? User, long? Group, bool? NonRoot, long? FileSystemGroup);

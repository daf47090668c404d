namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>Who the agent runs as.</summary>
/// <param name="User">Its UID.</param>
/// <param name="Group">Its GID, or null to leave it to the Pod and the image.</param>
/// <param name="MayKill">Whether it is root with the capability KILL, to signal a UID that is not known.</param>
/// <param name="IsAssumed">Whether the UID is a guess: the application's is not known, and no signal needs it.</param>
internal sealed record AgentIdentity(long User, long? Group, bool MayKill = false, bool IsAssumed = false);

using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.State;

/// <summary>How far a source has come, as remembered across a restart of the agent.</summary>
internal sealed record SourceProgress(ContentHash? Copied, ContentHash? Told, ContentHash? Applied);

namespace ConfigSync.Agent.Options;

/// <summary>What happens when the application edits its copy.</summary>
internal enum DriftMode
{
    Keep,
    Restore,
}

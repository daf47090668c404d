namespace ConfigSync.Agent.Options;

/// <summary>How the application is told of a change.</summary>
internal enum ReloadMode
{
    None,
    Signal,
    Http,
    Restart,
}

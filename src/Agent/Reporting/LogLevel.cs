namespace ConfigSync.Agent.Reporting;

/// <summary>Levels of the log.</summary>
internal enum LogLevel
{
    Information,
    Warning,
    Error,
}

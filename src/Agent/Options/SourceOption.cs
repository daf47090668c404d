namespace ConfigSync.Agent.Options;

/// <summary>A directory or file to watch, and which of it counts.</summary>
/// <param name="Name">The name by which the other flags and every report call it.</param>
/// <param name="Path">Its absolute path.</param>
internal sealed record SourceOption(string Name, string Path)
{
    /// <summary>Relative paths, files or directories; when there are any, nothing else counts.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Relative paths, files or directories, that do not count.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>True when a change restarts the application, whatever the reload mode.</summary>
    public bool Restarts { get; init; }

    /// <summary>True when the application must be reloaded after a change of the file.</summary>
    public bool Counts(string file) =>
        (Only.Count == 0 || Only.Any(only => OptionPaths.IsAtOrUnder(file, only))) && !Ignored.Any(ignored => OptionPaths.IsAtOrUnder(file, ignored));
}

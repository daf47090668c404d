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

    /// <summary>Whether a change restarts the application, whatever the reload mode.</summary>
    public bool Restarts { get; init; }

    /// <summary>Whether a change of that file is one the application must hear of.</summary>
    public bool Counts(string file) =>
        (Only.Count == 0 || Only.Any(only => OptionPaths.IsAtOrUnder(file, only))) && !Ignored.Any(ignored => OptionPaths.IsAtOrUnder(file, ignored));
}

namespace ConfigSync.Cli.Documents;

/// <summary>One document of a file, with everything that belongs to it: the marker before it, its comments, its line ends.</summary>
/// <param name="Source">The file, as messages call it.</param>
/// <param name="Line">The line of the file on which it begins, counted from 1.</param>
/// <param name="Text">Its text, to the letter.</param>
internal sealed record ManifestDocument(string Source, int Line, string Text);

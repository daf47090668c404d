namespace ConfigSync.Cli.Documents;

/// <summary>Something that was given cannot be read.</summary>
/// <param name="message">What, where and why, on one line.</param>
internal sealed class InputError(string message) : Exception(message);

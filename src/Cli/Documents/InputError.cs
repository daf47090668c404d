namespace ConfigSync.Cli.Documents;

/// <summary>Input that cannot be read.</summary>
/// <param name="message">The input, the place and the reason, on one line.</param>
internal sealed class InputError(string message) : Exception(message);

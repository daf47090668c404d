namespace ConfigSync.Options;

/// <summary>The outcome of reading a program's options.</summary>
/// <param name="Options">The options; <see langword="null"/> when there are errors, or when help or the version was asked for.</param>
/// <param name="Errors">Every error, a line each.</param>
/// <param name="Help">True when help was asked for.</param>
/// <param name="Version">True when the version was asked for.</param>
public sealed record ParsedOptions<T>(T? Options, IReadOnlyList<string> Errors, bool Help, bool Version) where T : class;

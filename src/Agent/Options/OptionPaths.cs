namespace ConfigSync.Agent.Options;

/// <summary>Rules for paths: written out, so that nobody can be led up and out of a directory.</summary>
internal static class OptionPaths
{
    internal const string AbsoluteRule = "be an absolute path without '.', '..' or empty parts";

    /// <summary>True for an absolute path without <c>.</c>, <c>..</c> or empty parts.</summary>
    public static bool IsCleanAbsolute(string path) => path.Length > 1 && path[0] == '/' && IsCleanRelative(path[1..]);

    /// <summary>True for a relative path without them, which can't lead out of its directory.</summary>
    public static bool IsCleanRelative(string path) =>
        !path.Contains('\0', StringComparison.Ordinal) && path.Split('/').All(static part => part is not ("" or "." or ".."));

    /// <summary>True when a path is the directory itself or is inside it.</summary>
    public static bool IsAtOrUnder(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal) && (path.Length == directory.Length || path[directory.Length] == '/');
}

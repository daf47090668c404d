namespace ConfigSync.Agent.Options;

/// <summary>Rules for paths: written out, so that nobody can be led up and out of a directory.</summary>
internal static class OptionPaths
{
    internal const string AbsoluteRule = "be an absolute path without '.', '..' or empty parts";

    /// <summary>Whether a path is absolute and says each part once and plainly.</summary>
    public static bool IsCleanAbsolute(string path) => path.Length > 1 && path[0] == '/' && IsCleanRelative(path[1..]);

    /// <summary>Whether a relative path stays below where it starts.</summary>
    public static bool IsCleanRelative(string path) =>
        !path.Contains('\0', StringComparison.Ordinal) && path.Split('/').All(static part => part is not ("" or "." or ".."));

    /// <summary>Whether one absolute path is the other or lies in it.</summary>
    public static bool IsAtOrUnder(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal) && (path.Length == directory.Length || path[directory.Length] == '/');
}

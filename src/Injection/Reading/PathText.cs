namespace ConfigSync.Injection.Reading;

/// <summary>Paths in normal form: <c>/a/b</c> or <c>a/b</c>, no empty or <c>.</c> step, no slash at the end.</summary>
internal static class PathText
{
    public const string Root = "/";

    /// <summary>Normal form of an absolute path; a relative one is taken from the root, as the kubelet does.</summary>
    public static string Absolute(string path) => path.StartsWith('/') && IsNormal(path.AsSpan(1)) ? path : Root + Relative(path);

    /// <summary>Normal form of a path below something.</summary>
    public static string Relative(string path) =>
        IsNormal(path) ? path : string.Join('/', path.Split('/').Where(step => step is not ("" or ".")));

    /// <summary>True when a step leads upwards, which is forbidden in every path of ours.</summary>
    public static bool LeadsUp(string path) => path.Contains("..", StringComparison.Ordinal) && path.Split('/').Contains("..");

    /// <summary>True when <paramref name="path"/> lies below <paramref name="directory"/>, both absolute and in normal form.</summary>
    public static bool IsBelow(string path, string directory) =>
        directory == Root
            ? path != Root
            : path.Length > directory.Length && path[directory.Length] == '/' && path.StartsWith(directory, StringComparison.Ordinal);

    /// <summary>True for the directory itself and for what is below it.</summary>
    public static bool IsWithin(string path, string directory) => path == directory || IsBelow(path, directory);

    /// <summary>The rest of <paramref name="path"/> below <paramref name="directory"/>: <c>b/c</c>, or nothing for the directory itself.</summary>
    public static string Below(string path, string directory) =>
        path == directory ? "" : path[(directory == Root ? 1 : directory.Length + 1)..];

    public static string Join(string directory, string relative) =>
        relative.Length == 0 ? directory : directory == Root ? Root + relative : $"{directory}/{relative}";

    public static string Directory(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? Root : path[..slash];
    }

    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    // Nearly every path is: no step is empty, nor starts with a dot, as the one that has to go would.
    private static bool IsNormal(ReadOnlySpan<char> path)
    {
        var previous = '/';
        foreach (var character in path)
        {
            if (previous == '/' && character is ('/' or '.'))
            {
                return false;
            }

            previous = character;
        }

        return previous != '/';
    }
}

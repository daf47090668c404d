namespace ConfigSync.Injection.Planning.Edits;

/// <summary>The part of a source that the agent watches: all of it, or just the files that are used.</summary>
internal sealed class SourceWatch(string volume)
{
    private readonly List<string> _only = [];

    public string Volume { get; } = volume;

    public bool IsWhole { get; set; }

    /// <summary>The files that are used, in order, when it is not all of it.</summary>
    public List<string> Only => IsWhole ? [] : _only;

    /// <summary>Files that do not count, in order.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>Names of the target containers that use it.</summary>
    public HashSet<string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>True when a change restarts the application, whatever the setting reload says.</summary>
    public bool Restarts { get; set; }

    public void Use(string path) => Insert(_only, path);

    public void Ignore(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Insert(Ignored, path);
        }
    }

    private static void Insert(List<string> ordered, string path)
    {
        var index = ordered.BinarySearch(path, StringComparer.Ordinal);
        if (index < 0)
        {
            ordered.Insert(~index, path);
        }
    }
}

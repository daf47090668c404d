namespace ConfigSync.Agent.Options;

/// <summary>One copy to keep.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Path">Relative path of a file or directory in it; empty for all of it.</param>
/// <param name="Target">Absolute path of a file, or of a directory when the path is one.</param>
/// <param name="InPlace">True when the target keeps its inode.</param>
internal sealed record CopyRule(string Source, string Path, string Target, bool InPlace)
{
    /// <summary>The copied path, as the flag gives it.</summary>
    public string From => Path.Length == 0 ? Source : $"{Source}/{Path}";

    public override string ToString() => $"{From}:{Target}";
}

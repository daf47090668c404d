namespace ConfigSync.Agent.Options;

/// <summary>One copy to keep.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Path">Relative path of a file or directory in it; empty for all of it.</param>
/// <param name="Target">Absolute path of a file, or of a directory when the path is one.</param>
/// <param name="InPlace">Whether the target keeps its inode.</param>
internal sealed record CopyRule(string Source, string Path, string Target, bool InPlace)
{
    /// <summary>What is copied, as the flag says it.</summary>
    public string From => Path.Length == 0 ? Source : $"{Source}/{Path}";

    public override string ToString() => $"{From}:{Target}";
}

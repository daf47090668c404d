namespace ConfigSync.Agent.Native;

/// <summary>Kinds of directory entries, as far as they matter here.</summary>
internal enum FileKind
{
    Other,
    Regular,
    Directory,
    Link,
}

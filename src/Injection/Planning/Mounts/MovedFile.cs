namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>A file that a container finds in another place than before.</summary>
/// <param name="FormerPath">Where its subPath mount put it.</param>
/// <param name="Directory">The directory that is mounted instead.</param>
/// <param name="Path">Where the file is then.</param>
internal sealed record MovedFile(string FormerPath, string Directory, string Path);

namespace ConfigSync.Injection.Reading;

/// <summary>A key and the file that it becomes; <c>Path</c> is in normal form.</summary>
internal readonly record struct ItemView(string Key, string Path);

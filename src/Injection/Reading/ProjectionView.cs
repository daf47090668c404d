namespace ConfigSync.Injection.Reading;

/// <summary>One object that a volume shows as files.</summary>
/// <param name="Kind">The kind of the object.</param>
/// <param name="Object">Name of the ConfigMap or Secret; empty for others.</param>
/// <param name="Items">Its files, or null when every key is one.</param>
internal sealed record ProjectionView(ProjectionKind Kind, string Object, List<ItemView>? Items);

/// <summary>A key and the file that it becomes; <c>Path</c> is in normal form.</summary>
internal readonly record struct ItemView(string Key, string Path);

/// <summary>The kinds of objects that a volume projects. Token is a service account token.</summary>
internal enum ProjectionKind
{
    ConfigMap,
    Secret,
    DownwardApi,
    Token,
    Other,
}

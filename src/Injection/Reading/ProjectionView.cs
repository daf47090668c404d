namespace ConfigSync.Injection.Reading;

/// <summary>One object that a volume shows as files.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Object">Name of the ConfigMap or Secret; empty for others.</param>
/// <param name="Items">Its files, or null when every key is one.</param>
internal sealed record ProjectionView(ProjectionKind Kind, string Object, List<ItemView>? Items);

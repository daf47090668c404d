namespace ConfigSync.Kubernetes;

/// <summary>Which objects are watched, and what of them is kept.</summary>
/// <param name="Type">Their type; in all namespaces.</param>
public sealed record ResourceQuery(ResourceType Type)
{
    /// <summary>Selects by labels, such as <c>app=web</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Selects by the few fields that the server supports, such as <c>status.phase!=Failed</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>The annotations that are kept.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>Objects in one page of a list. Bounds what a list holds in memory at once.</summary>
    public int PageSize { get; init; } = 250;

    internal ApiRequest List(string? page)
    {
        var path = $"{Type.CollectionPath(null)}?limit={PageSize}{Selectors()}" + (page is null ? "" : $"&continue={Uri.EscapeDataString(page)}");
        return new ApiRequest("list", Type.Plural, HttpMethod.Get, path) { Accept = MediaTypes.PartialObjectList };
    }

    internal ApiRequest Watch(string version, TimeSpan timeout)
    {
        var path = $"{Type.CollectionPath(null)}?watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(version)}" +
            $"&timeoutSeconds={(int)timeout.TotalSeconds}{Selectors()}";
        return new ApiRequest("watch", Type.Plural, HttpMethod.Get, path) { Accept = MediaTypes.PartialObject };
    }

    private string Selectors() =>
        (LabelSelector is null ? "" : $"&labelSelector={Uri.EscapeDataString(LabelSelector)}") +
        (FieldSelector is null ? "" : $"&fieldSelector={Uri.EscapeDataString(FieldSelector)}");
}

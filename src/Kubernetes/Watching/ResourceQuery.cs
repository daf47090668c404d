using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Kubernetes.Watching;

/// <summary>The objects to list and watch, and the parts of them to keep.</summary>
/// <param name="Type">Their type; the query covers all namespaces.</param>
public sealed record ResourceQuery(ResourceType Type)
{
    /// <summary>A label selector, such as <c>app=web</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector, over the few fields that the server supports, such as <c>status.phase!=Failed</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>The keys of the annotations that are kept.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>The objects in one page of a list. Bounds the memory that a list takes.</summary>
    public int PageSize { get; init; } = 250;

    /// <summary>
    /// One page of a list. Without a <c>resourceVersion</c> it is a consistent read: never older than what a watch has already delivered. "0" would be
    /// cheaper, but may be answered from the cache of an API server that lags behind (objects would go back in time after a reconnect), and ignores the limit.
    /// See https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions.
    /// </summary>
    internal ApiRequest List(string? page)
    {
        var path = $"{Type.CollectionPath(null)}?limit={PageSize}{Selectors()}" + (page is null ? "" : $"&continue={Uri.EscapeDataString(page)}");
        return new ApiRequest("list", Type.Plural, HttpMethod.Get, path) { Accept = MediaTypes.PartialObjectList };
    }

    /// <summary>A watch of everything after a resource version, which the server ends in good order after the timeout.</summary>
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

namespace ConfigSync.TestKit.ApiServer;

/// <summary>The path of a URL of the Kubernetes API: <c>/api/v1/namespaces/n/pods/p</c>, <c>/apis/apps/v1/deployments</c>.</summary>
/// <param name="Group">The API group; empty for the core.</param>
/// <param name="Version">Its version.</param>
/// <param name="Resource">The plural name of the type.</param>
/// <param name="Namespace">The namespace, when it names one.</param>
/// <param name="Name">The object, when it names one.</param>
public sealed record ApiPath(string Group, string Version, string Resource, string? Namespace, string? Name)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public static ApiPath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["api", var version, "namespaces", var namespaceName, .. var rest] when rest.Length is 1 or 2 => new("", version, rest[0], namespaceName, rest.ElementAtOrDefault(1)),
            ["api", var version, .. var rest] when rest.Length is 1 or 2 => new("", version, rest[0], null, rest.ElementAtOrDefault(1)),
            ["apis", var group, var version, "namespaces", var namespaceName, .. var rest] when rest.Length is 1 or 2 =>
                new(group, version, rest[0], namespaceName, rest.ElementAtOrDefault(1)),
            ["apis", var group, var version, .. var rest] when rest.Length is 1 or 2 => new(group, version, rest[0], null, rest.ElementAtOrDefault(1)),
            _ => null,
        };
    }
}

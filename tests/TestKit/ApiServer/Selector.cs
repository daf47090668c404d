namespace ConfigSync.TestKit.ApiServer;

/// <summary>Which objects a list or watch is about: type, namespace, label selector and the field selectors that Kubernetes has for every type or for Pods.</summary>
internal sealed class Selector(string group, string resource, string? namespaceName, string labels, string fields)
{
    private readonly (string Key, bool Equal, string Value)[] _labels = Parse(labels);
    private readonly (string Key, bool Equal, string Value)[] _fields = Parse(fields);

    public bool IsAbout(StoredObject subject) =>
        subject.Id.Group == group && subject.Id.Resource == resource && (namespaceName is null || subject.Id.Namespace == namespaceName);

    public bool Matches(StoredObject? subject) =>
        subject is not null && IsAbout(subject) &&
        _labels.All(term => (subject.Labels.GetValueOrDefault(term.Key) == term.Value) == term.Equal) &&
        _fields.All(term => (Field(subject, term.Key) == term.Value) == term.Equal);

    private static string Field(StoredObject subject, string key) => key switch
    {
        "metadata.name" => subject.Id.Name,
        "metadata.namespace" => subject.Id.Namespace,
        "status.phase" when subject.Id.Resource == "pods" => subject.Phase,
        _ => throw new ArgumentException($"field label not supported: {key}"),
    };

    private static (string, bool, string)[] Parse(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(term => term.Split("!=") is [var key, var value] ? (key, false, value) : (term.Split('=')[0], true, term.Split('=')[^1]))
        .ToArray();
}

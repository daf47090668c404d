using YamlDotNet.RepresentationModel;

namespace ConfigSync.Kubernetes.Connection;

/// <summary>Looks into a YAML tree without mapping it to types, which would need reflection.</summary>
internal static class YamlNodes
{
    public static YamlNode? Child(this YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    public static string? Text(this YamlNode? node, string key) => node.Child(key) is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;

    /// <summary>The entry called <paramref name="name"/> of a kubeconfig's list, where each entry is a name next to what it names.</summary>
    public static YamlNode? Named(this YamlNode? root, string list, string? name, string key) =>
        (root.Child(list) as YamlSequenceNode)?.Children.FirstOrDefault(entry => entry.Text("name") == name).Child(key);
}

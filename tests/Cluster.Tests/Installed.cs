using System.Text.Json.Nodes;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Cluster.Tests;

/// <summary>The objects that users install, read from where they get them.</summary>
internal static class Installed
{
    /// <summary>The objects of one file below <c>manifests/</c>.</summary>
    public static IReadOnlyList<JsonObject> Read(params string[] path) => Parse(File.ReadAllText(Sources.PathOf(["manifests", .. path])));

    /// <summary>The objects in a text.</summary>
    public static IReadOnlyList<JsonObject> Parse(string yaml) => ManifestYaml.Parse(yaml);
}

using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Controller.Tests;

/// <summary>The RBAC permissions that each component of the manifests grants.</summary>
internal static class Rights
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<(string Group, string Resource, string Verb)>> ByComponent =
        new[] { "controller", "secrets", "rollouts", "self-managed-certs" }.ToDictionary(name => name, Read);

    private static IReadOnlyList<(string Group, string Resource, string Verb)> Read(string component) =>
    [
        .. from item in ManifestYaml.Parse(File.ReadAllText(Repository.PathOf("manifests", "components", component, "rbac.yaml")))
           from rule in item["rules"]?.AsArray() ?? []
           from resource in Texts(rule["resources"])
           from verb in Texts(rule["verbs"])
           select (Texts(rule["apiGroups"]).Single(), resource, verb),
    ];

    private static IEnumerable<string> Texts(JsonNode? node) => node!.AsArray().Select(item => (string)item!);
}

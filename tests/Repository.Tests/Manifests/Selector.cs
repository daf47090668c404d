using System.Text.Json.Nodes;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>Decides label selectors as the API server does (k8s.io/apimachinery, labels.Selector): every requirement must hold.</summary>
internal static class Selector
{
    /// <summary>Whether labels match; a missing selector matches everything.</summary>
    public static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector.List("matchExpressions").All(requirement => Holds(requirement, labels))
        && (selector.At("matchLabels") as JsonObject ?? []).All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value!.ToString());

    private static bool Holds(JsonNode requirement, IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(requirement.Text("key")!, out var value);
        var values = requirement.Texts("values");
        return requirement.Text("operator") switch
        {
            "In" => present && values.Contains(value!),
            // Absence satisfies NotIn: that is why the entry for unknown values also has Exists.
            "NotIn" => !present || !values.Contains(value!),
            "Exists" => present,
            "DoesNotExist" => !present,
            var other => throw new InvalidOperationException($"can't decide operator '{other}'"),
        };
    }
}

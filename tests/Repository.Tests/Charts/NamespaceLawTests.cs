using System.Text.Json.Nodes;
using ConfigSync.Repository.Tests.Manifests;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>Law: an install in another namespace, under another name, is the same install in every respect but the namespace.</summary>
public sealed class NamespaceLawTests
{
    private const string Elsewhere = "zz-elsewhere";

    public static TheoryData<string> Overlays() => [.. ManifestTree.Under("overlays")];

    [TheoryIfAvailable(Requirement.Helm, Requirement.Kubectl)]
    [MemberData(nameof(Overlays))]
    public void EverythingFollowsTheNamespaceAndNothingFollowsTheNameOfTheRelease(string overlay)
    {
        var here = Equivalent.WithoutHelmLabels(Render(overlay, "config-sync"));
        var there = Equivalent.WithoutHelmLabels(Render(overlay, Elsewhere));

        var moved = there.Select(static item => JsonNode.Parse(item.ToJsonString().Replace(Elsewhere, "config-sync", StringComparison.Ordinal))!.AsObject());
        Assert.Empty(ManifestComparison.Differences(here, moved));
        // What was moved is all that means the namespace: whatever is called so, the names that certificates are for, and what people are told to type.
        Assert.All(there.SelectMany(Leaves).Where(leaf => leaf.Name == "namespace"), leaf => Assert.Equal(Elsewhere, leaf.Text));
        Assert.DoesNotContain(there.SelectMany(Leaves), leaf => leaf.Text.Contains(".config-sync.svc", StringComparison.Ordinal)
            || leaf.Text.Contains("-n config-sync", StringComparison.Ordinal) || leaf.Text.StartsWith("config-sync/", StringComparison.Ordinal));
    }

    [TheoryIfAvailable(Requirement.Helm, Requirement.Kubectl)]
    [MemberData(nameof(Overlays))]
    public void PodsOfItsOwnNamespaceAreNeverSentNorGuarded(string overlay)
    {
        var objects = Render(overlay, Elsewhere);
        var selectors = objects.One("MutatingWebhookConfiguration").List("webhooks").Select(static entry => entry.At("namespaceSelector"))
            .Append(objects.One("ValidatingAdmissionPolicy").At("spec", "matchConstraints", "namespaceSelector"));

        Assert.All(selectors, selector =>
            Assert.Equal(["kube-system", "kube-node-lease", Elsewhere], selector.List("matchExpressions").Single(part => part.Text("operator") == "NotIn").Texts("values")));
    }

    [FactIfAvailable(Requirement.Helm)]
    public void ProtectedNamespaceIsNamedOnce() =>
        Assert.All(Helm.TemplateAs("config-sync", "kube-system").One("MutatingWebhookConfiguration").List("webhooks"),
            entry => Assert.Equal(["kube-system", "kube-node-lease"], entry.List("namespaceSelector", "matchExpressions")[0].Texts("values")));

    private static IReadOnlyList<JsonObject> Render(string overlay, string inNamespace) => Helm.TemplateAs($"release-of-{inNamespace}", inNamespace,
        $"--values={Equivalent.ValuesOf(overlay)}", $"--values={Equivalent.ValuesOf("components/guard")}", $"--values={Equivalent.ValuesOf("components/monitoring")}");

    private static IEnumerable<(string Name, string Text)> Leaves(JsonNode? node, string name) => node switch
    {
        JsonObject inner => inner.SelectMany(field => Leaves(field.Value, field.Key)),
        JsonArray list => list.SelectMany(item => Leaves(item, name)),
        null => [],
        _ => [(name, node.ToString())],
    };

    private static IEnumerable<(string Name, string Text)> Leaves(JsonObject item) => Leaves(item, "");
}

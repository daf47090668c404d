using System.Text.Json.Nodes;
using ConfigSync.Contract;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>Which entry of the rendered configuration the API server calls for which labels.</summary>
public sealed class SelectorLawTests
{
    private static readonly string?[] Values =
        [null, InjectLabel.Enabled, InjectLabel.True, InjectLabel.Required, InjectLabel.Disabled, InjectLabel.False, "enabeld", "", "Enabled"];

    public static TheoryData<string?, string?> Pairs()
    {
        var pairs = new TheoryData<string?, string?>();
        foreach (var (onNamespace, onPod) in Values.SelectMany(onNamespace => Values.Select(onPod => (onNamespace, onPod))))
        {
            pairs.Add(onNamespace, onPod);
        }

        return pairs;
    }

    [KubectlTheory]
    [MemberData(nameof(Pairs))]
    public void EachPairOfLabelsMatchesTheOneRightEntryOrNone(string? onNamespace, string? onPod) =>
        Assert.Equal(Expected(onNamespace, onPod) is { } entry ? [entry + ".config-sync.dev"] : [], Called("shop", onNamespace, onPod));

    [KubectlTheory]
    [InlineData("kube-system")]
    [InlineData("kube-node-lease")]
    [InlineData("config-sync")]
    public void ProtectedNamespaceIsNeverSelectedWhateverTheLabelsSay(string protectedNamespace) =>
        Assert.All(Values.SelectMany(onNamespace => Values.Select(onPod => (onNamespace, onPod))),
            pair => Assert.Empty(Called(protectedNamespace, pair.onNamespace, pair.onPod)));

    [KubectlFact]
    public void OnlyEntriesForRequiredHoldUpPodsWhileTheWebhookIsAway() =>
        Assert.All(Entries(), entry =>
            Assert.Equal(entry.Text("name")!.Contains("-required.", StringComparison.Ordinal) ? "Fail" : "Ignore", entry.Text("failurePolicy")));

    [KubectlFact]
    public void GuardLooksAtThePodsThatAnEntryWouldInject()
    {
        var guard = ManifestTree.Render("components/guard");
        var bindings = guard.Where(item => item.Text("kind") == "ValidatingAdmissionPolicyBinding").Select(binding => binding.At("spec", "matchResources")!);
        var policy = guard.One("ValidatingAdmissionPolicy").At("spec", "matchConstraints");

        foreach (var name in new[] { "shop", "kube-system", "config-sync" })
        {
            foreach (var (onNamespace, onPod) in Values.SelectMany(onNamespace => Values.Select(onPod => (onNamespace, onPod))))
            {
                var injected = Called(name, onNamespace, onPod).Any(entry => !entry.StartsWith("pod-unknown", StringComparison.Ordinal));
                var guarded = Selected(policy, name, onNamespace, onPod) ? bindings.Count(binding => Selected(binding, name, onNamespace, onPod)) : 0;

                Assert.True(guarded == (injected ? 1 : 0), $"namespace {name}, label there '{onNamespace}', on the Pod '{onPod}': {guarded} bindings match");
            }
        }
    }

    // Design, section 2: the Pod's value wins; the Namespace's counts where the Pod has none.
    private static string? Expected(string? onNamespace, string? onPod) => (onNamespace, onPod) switch
    {
        (_, InjectLabel.Enabled or InjectLabel.True) => "pod-enabled",
        (_, InjectLabel.Required) => "pod-required",
        (_, InjectLabel.Disabled or InjectLabel.False) => null,
        (_, not null) => "pod-unknown",
        (InjectLabel.Enabled or InjectLabel.True, null) => "namespace-enabled",
        (InjectLabel.Required, null) => "namespace-required",
        _ => null,
    };

    internal static IEnumerable<string> Called(string name, string? onNamespace, string? onPod) =>
        Entries().Where(entry => Selected(entry, name, onNamespace, onPod)).Select(entry => entry.Text("name")!);

    private static bool Selected(JsonNode? by, string name, string? onNamespace, string? onPod) =>
        Selector.Matches(by.At("namespaceSelector"), Labels(onNamespace, ("kubernetes.io/metadata.name", name)))
        && Selector.Matches(by.At("objectSelector"), Labels(onPod, ("app", "web")));

    private static Dictionary<string, string> Labels(string? inject, (string Key, string Value) other)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [other.Key] = other.Value };
        if (inject is not null)
        {
            labels[InjectedNames.InjectLabelKey] = inject;
        }

        return labels;
    }

    internal static IReadOnlyList<JsonNode> Entries() => ManifestTree.Render("base").One("MutatingWebhookConfiguration").List("webhooks");
}

using ConfigSync.TestKit.Schemas;

namespace ConfigSync.Repository.Tests.Manifests;

public sealed class RenderingTests
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "v1/Namespace", "v1/ServiceAccount", "v1/ConfigMap", "v1/Secret", "v1/Service", "v1/PersistentVolumeClaim", "apps/v1/Deployment", "apps/v1/StatefulSet",
        "apps/v1/DaemonSet", "batch/v1/Job", "policy/v1/PodDisruptionBudget", "networking.k8s.io/v1/NetworkPolicy",
        "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding", "cert-manager.io/v1/Issuer", "cert-manager.io/v1/Certificate",
        "monitoring.coreos.com/v1/PodMonitor", "monitoring.coreos.com/v1/PrometheusRule", "rbac.authorization.k8s.io/v1/ClusterRole",
        "rbac.authorization.k8s.io/v1/ClusterRoleBinding", "rbac.authorization.k8s.io/v1/Role", "rbac.authorization.k8s.io/v1/RoleBinding",
        "scheduling.k8s.io/v1/PriorityClass",
    };

    public static TheoryData<string> EveryFolder() => [.. ManifestTree.Folders];

    public static TheoryData<string> EveryExample() => [.. ManifestTree.Under("examples")];

    public static TheoryData<string, string> EveryOverlayWithEveryComponent()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var overlay in ManifestTree.Under("overlays"))
        {
            foreach (var component in ManifestTree.Under("components").Select(static folder => Path.GetFileName(folder)).Where(name => !ManifestTree.Brings(overlay, name)))
            {
                pairs.Add(overlay, component);
            }
        }

        return pairs;
    }

    [KubectlTheory]
    [MemberData(nameof(EveryFolder))]
    public void EveryFolderRendersToObjectsOfKnownKinds(string folder) =>
        Assert.All(ManifestTree.Render(folder), item =>
        {
            Assert.Contains($"{item.Text("apiVersion")}/{item.Text("kind")}", Known);
            Assert.NotNull(item.Text("metadata", "name"));
        });

    [KubectlTheory]
    [MemberData(nameof(EveryFolder))]
    public void EveryPodIsValid(string folder) =>
        Assert.All(ManifestTree.Render(folder).Pods(), pod => Assert.Empty(PodSchema.Validate(pod.ToJsonString())));

    [KubectlTheory]
    [MemberData(nameof(EveryOverlayWithEveryComponent))]
    public void EveryComponentFitsEveryOverlay(string overlay, string component)
    {
        var plain = ManifestTree.Render(overlay);
        var rendered = ManifestTree.Render(overlay, component);

        Assert.True(rendered.Count >= plain.Count, $"{component} took objects away");
        Assert.NotEqual(string.Join('\n', plain.Select(item => item.ToJsonString())), string.Join('\n', rendered.Select(item => item.ToJsonString())));
        Assert.All(rendered.Pods(), pod => Assert.Empty(PodSchema.Validate(pod.ToJsonString())));
        Assert.Equal(rendered.Count, rendered.Select(item => $"{item.Text("apiVersion")} {item.Title()} {item.Text("metadata", "namespace")}").Distinct().Count());
    }

    [KubectlTheory]
    [MemberData(nameof(EveryFolder))]
    public void NoImageIsLatest(string folder) =>
        Assert.All(ManifestTree.Render(folder).Pods().SelectMany(pod => pod.List("spec", "containers").Concat(pod.List("spec", "initContainers"))), container =>
        {
            var image = container.Text("image")!;
            Assert.Matches("^[a-z0-9./-]+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$", image);
            Assert.Contains(":", image, StringComparison.Ordinal);
            Assert.DoesNotContain(":latest", image, StringComparison.Ordinal);
        });

    [KubectlTheory]
    [MemberData(nameof(EveryExample))]
    public void EveryExampleBringsWhatItRefersTo(string folder)
    {
        var objects = ManifestTree.Render(folder);
        var there = objects.Select(item => item.Title()).ToHashSet(StringComparer.Ordinal);
        foreach (var volume in objects.Pods().SelectMany(pod => pod.List("spec", "volumes")))
        {
            var named = new[]
            {
                volume.Text("configMap", "name") is { } map ? $"ConfigMap {map}" : null,
                volume.Text("secret", "secretName") is { } secret ? $"Secret {secret}" : null,
                volume.Text("persistentVolumeClaim", "claimName") is { } claim ? $"PersistentVolumeClaim {claim}" : null,
            };
            Assert.All(named.OfType<string>(), title => Assert.Contains(title, there));
        }
    }
}

using ConfigSync.Cli.Security;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>The install passes the level that its namespace enforces.</summary>
public sealed class PodSecurityTests
{
    private const string HostNetwork = "host-network";

    public static TheoryData<string> Components() =>
        [.. ManifestTree.Under("components").Select(folder => Path.GetFileName(folder)).Where(component => component != HostNetwork)];

    [KubectlTheory]
    [MemberData(nameof(Components))]
    public void EveryPodOfTheInstallPassesRestricted(string component)
    {
        foreach (var overlay in ManifestTree.Under("overlays"))
        {
            var objects = ManifestTree.Brings(overlay, component) ? ManifestTree.Render(overlay) : ManifestTree.Render(overlay, component);

            Assert.Equal("restricted", objects.One("Namespace").Text("metadata", "labels", "pod-security.kubernetes.io/enforce"));
            Assert.All(objects.Pods(), pod => Assert.Empty(PodSecurity.Breaches(pod)));
        }
    }

    [KubectlFact]
    public void HostNetworkBreaksNothingButWhatItIsAbout() =>
        Assert.All(ManifestTree.Render("overlays/cert-manager", HostNetwork).Pods(),
            pod => Assert.Equal(["hostNetwork is true"], PodSecurity.Breaches(pod).Select(breach => breach.Text)));

    [KubectlFact]
    public void NoPodOfTheInstallHasATokenThatItDoesNotNeed() =>
        Assert.All(ManifestTree.Render("base").Pods(), pod => Assert.Equal("false", pod.Text("spec", "automountServiceAccountToken")));
}

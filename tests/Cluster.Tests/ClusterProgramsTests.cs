using ConfigSync.TestKit;
using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests;

/// <summary>Why the tests of this project are skipped where they are.</summary>
public sealed class ClusterProgramsTests
{
    [Fact]
    public void WithoutTheVariableItIsNamed() => Assert.Equal(
        "needs a real API server: set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver", ClusterPrograms.WhyMissing(""));

    [Fact]
    public void FolderThatLacksAProgramIsNamedWithIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("etcd", "");

        Assert.Equal($"needs a real API server: KUBEBUILDER_ASSETS is '{folder.Path}', where there is no kube-apiserver", ClusterPrograms.WhyMissing(folder.Path));

        folder.Write("kube-apiserver", "");
        Assert.Null(ClusterPrograms.WhyMissing(folder.Path));
    }
}

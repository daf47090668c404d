using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>A cluster with the ServiceAccount of the controller and the RBAC permissions of its component: exactly those of the manifests.</summary>
public sealed class ControllerCluster : ClusterFixture
{
    private string _token = "";

    internal string KubeConfig(NetworkLink? link = null) => Cluster.KubeConfig(_token, ControllerAccount.Namespace, link?.Address);

    private protected override async Task PrepareAsync()
    {
        await Rights.GrantAsync(Cluster, "controller");
        _token = await ControllerAccount.InstallAsync(Cluster);
    }
}

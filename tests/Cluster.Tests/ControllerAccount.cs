using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests;

/// <summary>Who the controller is to the API server.</summary>
internal static class ControllerAccount
{
    public const string Namespace = "config-sync";
    public const string Name = "config-sync-controller";
    public const string User = $"system:serviceaccount:{Namespace}:{Name}";

    /// <summary>Makes the account as the manifests have it, and gives a token of it.</summary>
    public static async Task<string> InstallAsync(RealCluster cluster)
    {
        foreach (var item in Installed.Read("components", "controller", "serviceaccount.yaml"))
        {
            (await cluster.Admin.ApplyAsync(item, "installer")).Done();
        }

        return await cluster.TokenAsync(Namespace, Name);
    }
}

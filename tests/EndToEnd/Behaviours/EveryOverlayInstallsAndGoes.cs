using ConfigSync.EndToEnd.Applications;
using ConfigSync.EndToEnd.Running;
using ConfigSync.TestKit.Manifests;

namespace ConfigSync.EndToEnd.Behaviours;

/// <summary>Each overlay, found by listing the folder.</summary>
internal sealed class EveryOverlayInstallsAndGoes : Behaviour
{
    private const string CertManager = "cert-manager";

    public override string Promise => "each overlay installs with `kubectl apply -k`, injects a Pod that starts, and leaves nothing when deleted";

    public override async Task<string> RunAsync(Stage stage)
    {
        var tried = new List<string>();
        var left = new List<string>();
        foreach (var overlay in ManifestTree.Under("overlays").Select(static folder => Path.GetFileName(folder)))
        {
            if (overlay == CertManager && await stage.Cluster.Api.FindAsync("/apis/cert-manager.io/v1") is null)
            {
                left.Add($"{overlay}: cert-manager is not installed in the cluster");
                continue;
            }

            await stage.Installation.InstallAsync(overlay);
            var space = await stage.NamespaceAsync(overlay);
            await RealApplications.Nginx.StartAsync(stage.Cluster, space);
            await stage.DropAsync(space);
            await stage.Installation.UninstallAsync();
            tried.Add(overlay);
        }

        return $"{string.Join(", ", tried)}{(left.Count == 0 ? "" : $"; not tried: {string.Join(", ", left)}")}";
    }
}

namespace ConfigSync.TestKit.Requirements;

/// <summary>Packages for Node, installed where the machine keeps its temporary files and used again by the next run.</summary>
public static class NodeModules
{
    private const string ChokidarVersion = "chokidar@4.0.3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string?> Installed = new(Install);

    /// <summary>The folder in which <c>require('chokidar')</c> finds it, if it could be installed.</summary>
    public static string? Chokidar => Installed.Value;

    private static string? Install()
    {
        var folder = Path.Combine(Path.GetTempPath(), "config-sync-test-node");
        if (Tools.Find("node") is null)
        {
            return null;
        }

        return Directory.Exists(Path.Combine(folder, "node_modules", "chokidar"))
            || Tools.Run("npm", Patience, "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", folder, ChokidarVersion)
            ? folder
            : null;
    }
}

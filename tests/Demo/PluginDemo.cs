using ConfigSync.TestKit;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Demo;

/// <summary>The kubectl plugin: the same decision about a manifest, before it is applied.</summary>
internal static class PluginDemo
{
    private const string Example = "manifests/examples/sighup-and-verify/workload.yaml";

    public static async Task RunAsync()
    {
        Terminal.Title("Command line: the same decision without a cluster");
        Terminal.Heading($"kubectl config-sync explain -f {Example}");
        await using var plugin = RunningProgram.Start(Binaries.Find("kubectl-config_sync"), ["explain", "-f", Repository.PathOf(Example)]);
        var exitCode = await plugin.ExitCodeAsync();
        foreach (var line in plugin.Output)
        {
            Terminal.Say(line.Replace(Repository.Root + "/", "", StringComparison.Ordinal));
        }

        Terminal.Say($"exit code {exitCode}");
    }
}

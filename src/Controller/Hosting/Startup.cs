using System.Collections;
using ConfigSync.Controller.Options;
using ConfigSync.Kubernetes.Connection;

namespace ConfigSync.Controller.Hosting;

/// <summary>What is found out before anything runs: help, options, and the way to the API server.</summary>
internal static class Startup
{
    private const int BadUsage = 2;

    /// <summary>The options, and how to reach the API server; or, when there is nothing to run, the exit code.</summary>
    public static (ControllerOptions Options, ClusterConnection Connection)? TryRead(string[] arguments, TimeProvider time, out int exitCode)
    {
        exitCode = 0;
        if (arguments.Contains("--help"))
        {
            Console.Out.Write(ControllerHelp.Text);
            return null;
        }

        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
        var (options, faults) = ControllerOptionsReader.Read(arguments, environment);
        if (faults.Count > 0)
        {
            Console.Error.WriteLine(string.Join('\n', faults.Append($"{faults.Count} invalid option{(faults.Count > 1 ? "s" : "")}; run with --help for the list")));
            exitCode = BadUsage;
            return null;
        }

        try
        {
            return (options, Connect(options, time));
        }
        catch (ClusterConfigException e)
        {
            Console.Error.WriteLine(e.Message);
            exitCode = BadUsage;
            return null;
        }
    }

    private static ClusterConnection Connect(ControllerOptions options, TimeProvider time) => options.KubeConfig.Length > 0
        ? KubeConfig.Load(options.KubeConfig, time)
        : InClusterConfig.Load(Environment.GetEnvironmentVariable, time);
}

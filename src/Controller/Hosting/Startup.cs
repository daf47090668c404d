using ConfigSync.Controller.Options;
using ConfigSync.Kubernetes.Connection;
using ConfigSync.Options;

namespace ConfigSync.Controller.Hosting;

/// <summary>The connection to the API server, found before anything runs.</summary>
internal static class Startup
{
    /// <summary>Connects as the options say; an unusable configuration is printed, and <see langword="null"/> returned with the exit code.</summary>
    public static ClusterConnection? Connect(ControllerOptions options, TimeProvider time, out int exitCode)
    {
        exitCode = ExitCode.Done;
        try
        {
            return options.KubeConfig.Length > 0 ? KubeConfig.Load(options.KubeConfig, time) : InClusterConfig.Load(Environment.GetEnvironmentVariable, time);
        }
        catch (ClusterConfigException e)
        {
            Console.Error.WriteLine(e.Message);
            exitCode = ExitCode.BadInput;
            return null;
        }
    }
}

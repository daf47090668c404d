using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Kubernetes.Connection;

/// <summary>
/// In-cluster configuration, as the kubelet gives it to each Pod: two environment variables, and a folder with the ServiceAccount's token, the cluster's CA
/// and the namespace. See https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/.
/// </summary>
public static class InClusterConfig
{
    /// <summary>Where the kubelet mounts the folder.</summary>
    public const string DefaultFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    private const string HostVariable = "KUBERNETES_SERVICE_HOST";
    private const string PortVariable = "KUBERNETES_SERVICE_PORT";

    public static ClusterConnection Load(Func<string, string?> environment, TimeProvider time, string folder = DefaultFolder)
    {
        var host = environment(HostVariable);
        var port = environment(PortVariable);
        if (string.IsNullOrEmpty(host) || !ushort.TryParse(port, out var number))
        {
            throw new ClusterConfigException(
                $"can't find the API server: {HostVariable} is '{host}' and {PortVariable} is '{port}'; outside of a cluster name a kubeconfig");
        }

        return new ClusterConnection
        {
            // The host may be an IPv6 address, which a URL wants in brackets.
            Server = new UriBuilder(Uri.UriSchemeHttps, host.Contains(':') ? $"[{host}]" : host, number).Uri,
            CaCertificates = ReadCaCertificates(Path.Combine(folder, "ca.crt")),
            Token = BearerToken.FromFile(Path.Combine(folder, "token"), time),
            Namespace = ReadNamespace(Path.Combine(folder, "namespace")),
        };
    }

    private static X509Certificate2Collection ReadCaCertificates(string path)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterConfigException($"can't read CA '{path}': {e.Message}", e);
        }
    }

    private static string ReadNamespace(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConfigException($"can't read namespace '{path}': {e.Message}", e);
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Kubernetes.Connection;

/// <summary>Reads the current context of a kubeconfig: for development, and for running outside of the cluster.</summary>
public static class KubeConfig
{
    public static ClusterConnection Load(string path, TimeProvider time)
    {
        try
        {
            return Read(path, Parse(path), time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException or CryptographicException or FormatException)
        {
            throw new ClusterConfigException($"can't read kubeconfig '{path}': {e.Message}", e);
        }
    }

    private static YamlNode? Parse(string path)
    {
        using var text = File.OpenText(path);
        var yaml = new YamlStream();
        yaml.Load(text);
        return yaml.Documents.Count > 0 ? yaml.Documents[0].RootNode : null;
    }

    private static ClusterConnection Read(string path, YamlNode? root, TimeProvider time)
    {
        var name = root.Text("current-context") ?? throw Unusable(path, "it has no current-context; choose one with kubectl config use-context");
        var context = root.Named("contexts", name, "context") ?? throw Unusable(path, $"it has no context '{name}'");
        var cluster = root.Named("clusters", context.Text("cluster"), "cluster") ?? throw Unusable(path, $"it has no cluster '{context.Text("cluster")}'");
        var user = root.Named("users", context.Text("user"), "user");
        if (user.Child("exec") is not null || user.Child("auth-provider") is not null)
        {
            throw Unusable(path, $"the user '{context.Text("user")}' needs a helper program; give it a token or a client certificate");
        }

        if (!Uri.TryCreate(cluster.Text("server"), UriKind.Absolute, out var server))
        {
            throw Unusable(path, $"the server '{cluster.Text("server")}' is not a URL");
        }

        // Paths in a kubeconfig are relative to the file.
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new ClusterConnection
        {
            Server = server,
            CaCertificates = ReadCaCertificates(cluster, folder),
            ClientCertificate = ReadClientCertificate(user, folder),
            Token = ReadToken(user, folder, time),
            Namespace = context.Text("namespace") ?? "default",
            SkipServerVerification = cluster.Text("insecure-skip-tls-verify") == "true",
        };
    }

    private static X509Certificate2Collection? ReadCaCertificates(YamlNode? cluster, string folder)
    {
        if (ReadPem(cluster, "certificate-authority", folder) is not { } pem)
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }

    private static X509Certificate2? ReadClientCertificate(YamlNode? user, string folder) =>
        ReadPem(user, "client-certificate", folder) is { } certificate && ReadPem(user, "client-key", folder) is { } key
            ? X509Certificate2.CreateFromPem(certificate, key)
            : null;

    private static BearerToken? ReadToken(YamlNode? user, string folder, TimeProvider time) => (user.Text("tokenFile"), user.Text("token")) switch
    {
        // kubectl prefers the file as well.
        ({ } file, _) => BearerToken.FromFile(Path.Combine(folder, file), time),
        (_, { } token) => BearerToken.Fixed(token),
        _ => null,
    };

    private static string? ReadPem(YamlNode? node, string key, string folder) => (node.Text(key + "-data"), node.Text(key)) switch
    {
        ({ } data, _) => System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(data)),
        (_, { } file) => File.ReadAllText(Path.Combine(folder, file)),
        _ => null,
    };

    private static ClusterConfigException Unusable(string path, string why) => new($"can't use kubeconfig '{path}': {why}");
}

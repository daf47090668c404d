using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Kubernetes.Connection;

/// <summary>The HTTP client of a cluster: its trust, its credentials and its keep-alive.</summary>
internal static class ClusterHttp
{
    public static HttpClient Create(ClusterConnection connection) => new(CreateHandler(connection))
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        // Watches last for minutes; each request has its own deadline.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static SocketsHttpHandler CreateHandler(ClusterConnection connection)
    {
        var tls = new SslClientAuthenticationOptions();
        if (connection.ClientCertificate is { } certificate)
        {
            tls.ClientCertificates = [certificate];
        }

        if (connection.CaCertificates is { } certificates)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(certificates);
        }

        if (connection.SkipServerVerification)
        {
#pragma warning disable CA5359 // The kubeconfig says insecure-skip-tls-verify.
            tls.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return new SocketsHttpHandler
        {
            SslOptions = tls,
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // A node that vanishes sends no FIN. Without HTTP/2 pings a watch over such a connection would look alive until its own deadline, minutes later.
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
    }
}

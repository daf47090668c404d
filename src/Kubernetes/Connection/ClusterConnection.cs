using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Kubernetes.Connection;

/// <summary>The address of an API server, and the credentials for it.</summary>
public sealed record ClusterConnection
{
    /// <summary>Address of the API server, such as <c>https://10.96.0.1:443</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>The CA certificates that may have signed the server's certificate; <see langword="null"/>: the system's trust store.</summary>
    public X509Certificate2Collection? CaCertificates { get; init; }

    /// <summary>The client certificate, if the client authenticates by one.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The bearer token, if the client authenticates by one.</summary>
    public BearerToken? Token { get; init; }

    /// <summary>The namespace of our Pod, or of the kubeconfig's context.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>True when the server's certificate is not verified. Only a kubeconfig can ask for that.</summary>
    public bool SkipServerVerification { get; init; }
}

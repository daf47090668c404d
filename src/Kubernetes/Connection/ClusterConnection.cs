using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Kubernetes;

/// <summary>Where an API server is, and how to prove who we are.</summary>
public sealed record ClusterConnection
{
    /// <summary>Address of the API server, such as <c>https://10.96.0.1:443</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>Who may have signed the server's certificate; <see langword="null"/>: the system's authorities.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Our own certificate, when that is how we prove who we are.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Our token, when that is how.</summary>
    public BearerToken? Token { get; init; }

    /// <summary>The namespace that we run in, or that the kubeconfig's context names.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Whether the server's certificate goes unchecked. Only ever said by a kubeconfig.</summary>
    public bool SkipServerVerification { get; init; }
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Configuration;

/// <summary>A certificate with its key, ready to answer handshakes. Connections that began with one keep it, whatever comes after.</summary>
public sealed class CertificatePair
{
    /// <summary>The certificate's file in the webhook's container.</summary>
    public const string DefaultCertificateFile = "/etc/config-sync/tls/tls.crt";

    /// <summary>The key's file in the webhook's container.</summary>
    public const string DefaultKeyFile = "/etc/config-sync/tls/tls.key";

    private CertificatePair(X509Certificate2 certificate, X509Certificate2Collection intermediates, SslStreamCertificateContext context)
    {
        Certificate = certificate;
        Intermediates = intermediates;
        // Made once for all handshakes: the context holds the chain and OpenSSL's handles.
        Handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificates between it and the CA, which are sent along with it.</summary>
    public X509Certificate2Collection Intermediates { get; }

    /// <summary>The options of a TLS handshake.</summary>
    public SslServerAuthenticationOptions Handshake { get; }

    /// <summary>The time at which the certificate expires.</summary>
    public DateTimeOffset Expiry => new(Certificate.NotAfter.ToUniversalTime());

    /// <summary>Loads a pair from PEM files.</summary>
    /// <param name="certificateFile">The certificate, followed by its intermediates if any.</param>
    /// <param name="keyFile">Its key.</param>
    /// <param name="error">The reason why not, without any of their content; <see langword="null"/> when they are good.</param>
    public static CertificatePair? Load(string certificateFile, string keyFile, out string? error)
    {
        try
        {
            var pem = File.ReadAllText(certificateFile);
            var key = File.ReadAllText(keyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            var certificate = X509Certificate2.CreateFromPem(pem, key);
            chain.RemoveAt(0);
            error = null;
            // Offline: a handshake must not wait for intermediates or revocation lists from the network.
            return new CertificatePair(certificate, chain, SslStreamCertificateContext.Create(certificate, chain, offline: true));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            error = $"can't load certificate '{certificateFile}' with key '{keyFile}': {cause.Message}";
        }
        catch (Exception cause) when (cause is CryptographicException or ArgumentException)
        {
            error = $"can't load certificate '{certificateFile}' with key '{keyFile}': they must be PEM and belong together ({cause.Message})";
        }

        return null;
    }
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Webhook.Certificates;

/// <summary>A certificate with its key, ready to answer handshakes. Connections that began with one keep it, whatever comes after.</summary>
internal sealed class CertificatePair
{
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

    /// <summary>What is sent along with it: the certificates between it and the CA.</summary>
    public X509Certificate2Collection Intermediates { get; }

    /// <summary>What a handshake needs.</summary>
    public SslServerAuthenticationOptions Handshake { get; }

    /// <summary>When it ends to be valid.</summary>
    public DateTimeOffset Expiry => new(Certificate.NotAfter.ToUniversalTime());

    /// <summary>Loads a pair from PEM files.</summary>
    /// <param name="certificateFile">The certificate, followed by its intermediates if any.</param>
    /// <param name="keyFile">Its key.</param>
    /// <param name="fault">What is wrong with them, without a word of their content; <see langword="null"/> when they are good.</param>
    public static CertificatePair? Load(string certificateFile, string keyFile, out string? fault)
    {
        try
        {
            var pem = File.ReadAllText(certificateFile);
            var key = File.ReadAllText(keyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            var certificate = X509Certificate2.CreateFromPem(pem, key);
            chain.RemoveAt(0);
            fault = null;
            // Offline: a handshake must not wait for intermediates or revocation lists from the network.
            return new CertificatePair(certificate, chain, SslStreamCertificateContext.Create(certificate, chain, offline: true));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            fault = $"can't load certificate '{certificateFile}' with key '{keyFile}': {cause.Message}";
        }
        catch (Exception cause) when (cause is CryptographicException or ArgumentException)
        {
            fault = $"can't load certificate '{certificateFile}' with key '{keyFile}': they must be PEM and belong together ({cause.Message})";
        }

        return null;
    }
}

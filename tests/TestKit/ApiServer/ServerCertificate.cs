using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>An authority and a certificate for loopback, made for one test and never written down.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly X509Certificate2 _authority;

    public ServerCertificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest("CN=test API server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        leaf.CertificateExtensions.Add(names.Build());
        using var signed = leaf.Create(_authority, now.AddMinutes(-5), now.AddDays(1).AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        Certificate = signed.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Certificate { get; }

    public string AuthorityPem => _authority.ExportCertificatePem();

    public string AuthorityData => Convert.ToBase64String(Encoding.ASCII.GetBytes(AuthorityPem));

    /// <summary>A client that trusts the authority.</summary>
    public HttpClient NewClient()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _authority.Dispose();
    }
}

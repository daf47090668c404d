using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Controller.Certificates;

/// <summary>
/// Makes an authority and one serving certificate signed by it, both P-256. The authority's key is forgotten at once: nothing else is ever signed with it,
/// so there is nothing to steal that could impersonate the webhook beyond the pair itself.
/// </summary>
internal static class CertificateIssuer
{
    // Nodes whose clock is a little behind ours must not find the certificate to be of the future.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    public static IssuedPair Issue(IReadOnlyList<string> names, TimeSpan lifetime, DateTimeOffset now)
    {
        // Certificates count in seconds.
        var notBefore = DateTimeOffset.FromUnixTimeSeconds((now - Backdating).ToUnixTimeSeconds());
        var notAfter = notBefore + lifetime;
        using var authority = MakeAuthority(notBefore, notAfter);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = request.Create(authority, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
        return new IssuedPair(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), authority.ExportCertificatePem(), notBefore, notAfter);
    }

    private static X509Certificate2 MakeAuthority(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Two authorities are trusted at a time: a name of its own keeps verifiers from trying the wrong one.
        var request = new CertificateRequest($"CN=config-sync webhook authority {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(notBefore, notAfter);
    }
}

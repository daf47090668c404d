using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Controller.Certificates;

/// <summary>
/// Issues a CA and one serving certificate signed by it, both P-256. The CA's key is dropped immediately: nothing else is ever signed with it,
/// so there is nothing to steal that could impersonate the webhook except the pair itself.
/// </summary>
internal static class CertificateIssuer
{
    // For a node whose clock is a little behind ours, the certificate must not be "not yet valid".
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    public static IssuedPair Issue(IReadOnlyList<string> names, TimeSpan lifetime, DateTimeOffset now)
    {
        // Times in certificates are in whole seconds.
        var notBefore = DateTimeOffset.FromUnixTimeSeconds((now - Backdating).ToUnixTimeSeconds());
        var notAfter = notBefore + lifetime;
        using var ca = IssueCa(notBefore, notAfter);
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
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = request.Create(ca, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
        return new IssuedPair(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), ca.ExportCertificatePem(), notBefore, notAfter);
    }

    private static X509Certificate2 IssueCa(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // During a rotation two CAs are trusted: with a subject of its own, verifiers find the right one.
        var request = new CertificateRequest($"CN=config-sync webhook authority {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(notBefore, notAfter);
    }
}

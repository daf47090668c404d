using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.TestKit.Certificates;

/// <summary>A CA made for one test run, in memory: no key of a test is ever in the repository.</summary>
public sealed class TestCa : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    /// <summary>Makes the CA.</summary>
    public TestCa()
    {
        var request = new CertificateRequest("CN=config-sync test CA", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = request.CreateSelfSigned(_now.AddYears(-1), _now.AddYears(1));
    }

    /// <summary>What clients trust.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Signs a serving pair for <c>localhost</c> and 127.0.0.1.</summary>
    /// <param name="validFor">How long from now; negative for one that has expired.</param>
    /// <param name="others">Further names that it is for.</param>
    public PemPair Issue(TimeSpan? validFor = null, params IEnumerable<string> others)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var other in others)
        {
            names.AddDnsName(other);
        }

        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        // 15 bytes and a leading one: a serial number is a positive integer, and one that starts with zeros prints shorter.
        byte[] serial = [1, .. RandomNumberGenerator.GetBytes(15)];
        using var signed = request.Create(Certificate, _now.AddMonths(-1), _now.Add(validFor ?? TimeSpan.FromDays(30)), serial);
        return new PemPair(signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), signed.SerialNumber);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}

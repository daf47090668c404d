using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConfigSync.Configuration;

namespace ConfigSync.Cli.Certificates;

/// <summary>A report on the webhook's certificate files, and on whether an API server would accept them.</summary>
/// <param name="pair">The files' content.</param>
/// <param name="host">The name that the API server asks for.</param>
/// <param name="bundles">The CA bundles that it trusts; empty when that was not given.</param>
/// <param name="now">The time of the check.</param>
internal sealed class CertificateReport(CertificatePair pair, string host, IReadOnlyList<CaBundle> bundles, DateTimeOffset now)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 _certificate = pair.Certificate;

    /// <summary>The certificate's fields, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"subject  {_certificate.Subject}";
        yield return $"issuer   {_certificate.Issuer}";
        yield return $"serial   {_certificate.SerialNumber}";
        yield return $"names    {string.Join(", ", Names(_certificate))}";
        yield return $"valid    {Period(_certificate)}";
        foreach (var bundle in bundles)
        {
            foreach (var ca in bundle.Certificates)
            {
                yield return $"trusted  {ca.Subject}, {Period(ca)} ({bundle.Name})";
            }
        }
    }

    /// <summary>The problems, a line each.</summary>
    public IEnumerable<string> Problems()
    {
        if (now > pair.Expiry)
        {
            yield return $"the certificate expired on {Day(pair.Expiry)}: renew it";
        }

        if (now < _certificate.NotBefore.ToUniversalTime())
        {
            yield return $"the certificate is valid only from {Day(_certificate.NotBefore.ToUniversalTime())}: check the clocks";
        }

        if (!_certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false))
        {
            yield return $"the certificate is not for '{host}', which the API server asks for: it must be among its DNS names";
        }

        foreach (var bundle in bundles)
        {
            if (bundle.Certificates.Count == 0)
            {
                yield return $"{bundle.Name} has no caBundle: nobody has written it yet";
            }
            else if (!Verifies(bundle))
            {
                yield return $"the certificate does not verify against {bundle.Name}: it was signed by '{_certificate.Issuer}', and the bundle holds "
                    + string.Join(", ", bundle.Certificates.Select(static ca => $"'{ca.Subject}'"));
            }
        }
    }

    // At a moment when both are valid, so that an expired certificate is reported as expired and not as untrusted.
    private bool Verifies(CaBundle bundle)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(bundle.Certificates);
        chain.ChainPolicy.ExtraStore.AddRange(pair.Intermediates);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.VerificationTime = now > pair.Expiry ? _certificate.NotAfter.AddSeconds(-1) : now.LocalDateTime;
        return chain.Build(_certificate);
    }

    private static IEnumerable<string> Names(X509Certificate2 certificate) => certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(static names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(static (IPAddress address) => address.ToString())));

    private string Period(X509Certificate2 certificate)
    {
        var left = (int)(certificate.NotAfter.ToUniversalTime() - now).TotalDays;
        return $"{Day(certificate.NotBefore.ToUniversalTime())} to {Day(certificate.NotAfter.ToUniversalTime())}, {left} days left";
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}

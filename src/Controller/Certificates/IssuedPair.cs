using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ConfigSync.Controller.Certificates;

/// <summary>A serving certificate with its key and its CA, as PEM.</summary>
internal sealed record IssuedPair(string Certificate, string Key, string Ca, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>The time of the next rotation: after two thirds of the lifetime, so that a third is left for whatever goes wrong.</summary>
    public DateTimeOffset RenewAt => NotBefore + ((NotAfter - NotBefore) * (2.0 / 3));

    /// <summary>Reads a pair, if it can be served under all the names at this time: key, CA and validity fit.</summary>
    public static IssuedPair? TryRead(string? certificate, string? key, string? ca, IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (certificate is null || key is null || ca is null)
        {
            return null;
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            using var root = X509Certificate2.CreateFromPem(ca);
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = now.UtcDateTime;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            return chain.Build(pair) && names.All(name => pair.MatchesHostname(name))
                ? new IssuedPair(certificate, key, root.ExportCertificatePem(), pair.NotBefore.ToUniversalTime(), pair.NotAfter.ToUniversalTime())
                : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}

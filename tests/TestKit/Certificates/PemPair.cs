namespace ConfigSync.TestKit.Certificates;

/// <summary>A certificate and its key, as text.</summary>
/// <param name="Certificate">PEM of the certificate.</param>
/// <param name="Key">PEM of the key.</param>
/// <param name="SerialNumber">The certificate's serial number in hexadecimal, to tell pairs apart.</param>
public sealed record PemPair(string Certificate, string Key, string SerialNumber);

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Cli.Documents;
using ConfigSync.Cli.Json;
using ConfigSync.Cli.Yaml;
using YamlDotNet.Core;

namespace ConfigSync.Cli.Certificates;

/// <summary>A set of CA certificates that the API server trusts when it calls the webhook.</summary>
/// <param name="Name">Its origin: a file, or an entry of a webhook configuration.</param>
/// <param name="Certificates">The certificates in it.</param>
internal sealed record CaBundle(string Name, X509Certificate2Collection Certificates)
{
    private const string PemMark = "-----BEGIN CERTIFICATE-----";

    /// <summary>Reads PEM, the base64 of it as it stands in a configuration, or a whole configuration such as <c>kubectl get -o yaml</c> prints.</summary>
    /// <exception cref="InputError">It is none of these, or holds no certificate.</exception>
    public static IReadOnlyList<CaBundle> Read(string name, string text)
    {
        try
        {
            var bundles = text.Contains(PemMark, StringComparison.Ordinal) ? [Of(name, text)]
                : TryDecode(text, out var pem) ? [Of(name, pem)]
                : ManifestText.Split(name, text).SelectMany(static document => YamlDocumentReader.Read(document.Text) is { } root ? Entries(YamlJson.ToJson(root)) : []).ToList();
            // An entry may well be empty, which the report says; a file of certificates that holds none was cut short.
            return bundles.Exists(bundle => bundle.Name != name || bundle.Certificates.Count > 0)
                ? bundles
                : throw new InputError($"can't read CA bundle '{name}': it holds no whole certificate and no caBundle");
        }
        catch (Exception cause) when (cause is CryptographicException or FormatException or YamlException)
        {
            throw new InputError($"can't read CA bundle '{name}': it must be PEM, base64 of PEM, or a webhook configuration ({cause.Message})");
        }
    }

    // An entry without a bundle is one that the API server would check against the public CAs: worth telling apart from a wrong one.
    private static IEnumerable<CaBundle> Entries(JsonNode? configuration) =>
        from item in configuration.Text("kind") == "List" ? configuration.List("items") : configuration is null ? [] : [configuration]
        from entry in item.List("webhooks")
        select Of(entry.Text("name") ?? "", entry.Text("clientConfig", "caBundle") is { } bundle ? Encoding.UTF8.GetString(Convert.FromBase64String(bundle)) : "");

    private static CaBundle Of(string name, string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return new CaBundle(name, certificates);
    }

    private static bool TryDecode(string text, out string pem)
    {
        var bytes = new byte[text.Length];
        pem = Convert.TryFromBase64String(text.Trim(), bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
        return pem.Contains(PemMark, StringComparison.Ordinal);
    }
}

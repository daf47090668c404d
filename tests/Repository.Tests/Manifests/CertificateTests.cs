using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>The certificates that <c>certs/generate.sh</c> makes, as the API server would judge them.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("config-sync-certs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [KubectlFact]
    public void SelfSignedPairVerifiesAgainstTheCaBundleOfEveryEntryForTheNameThatTheApiServerAsksFor()
    {
        var rendered = ManifestTree.Render("overlays/self-signed");
        var secret = rendered.One("Secret", "config-sync-webhook-tls");
        using var serving = X509Certificate2.CreateFromPem(Decoded(secret.Text("data", "tls.crt")), Decoded(secret.Text("data", "tls.key")));
        var entries = rendered.One("MutatingWebhookConfiguration").List("webhooks");

        Assert.NotEmpty(entries);
        Assert.All(entries, entry =>
        {
            var host = $"{entry.Text("clientConfig", "service", "name")}.{entry.Text("clientConfig", "service", "namespace")}.svc";
            Assert.True(serving.MatchesHostname(host), $"the certificate is not for {host}");
            Assert.True(Verifies(serving, Decoded(entry.Text("clientConfig", "caBundle"))), "the certificate does not verify against caBundle");
        });
    }

    [Fact]
    public void SecondRunChangesNothing()
    {
        Generate();
        var first = Contents();
        Generate();

        Assert.Equal(first, Contents());
    }

    [Fact]
    public void KeysAreForTheirOwnerAlone()
    {
        Generate();

        Assert.All(Directory.EnumerateFiles(_folder, "*.key").Append(Path.Combine(_folder, "secret.yaml")),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void RenewingMakesANewPairOfTheSameCa()
    {
        Generate();
        var (ca, serving) = (Read("ca.crt"), Read("tls.crt"));
        Generate("--renew");

        Assert.Equal(ca, Read("ca.crt"));
        Assert.NotEqual(serving, Read("tls.crt"));
        using var renewed = Pair();
        Assert.True(Verifies(renewed, ca));
        using var key = renewed.GetECDsaPublicKey()!;
        Assert.Equal(ECCurve.NamedCurves.nistP256.Oid.Value, key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value);
    }

    [Fact]
    public void BundleTrustsTheOldAndTheNewPairWhileTheCaChanges()
    {
        Generate();
        using var old = Pair();
        Generate("--renew-ca");
        using var renewed = Pair();

        Assert.True(Verifies(old, Read("ca-bundle.crt")));
        Assert.True(Verifies(renewed, Read("ca-bundle.crt")));
        Assert.False(Verifies(old, Read("ca.crt")));
    }

    [Theory]
    [InlineData("tls.key")]
    [InlineData("tls.crt")]
    [InlineData("ca.key")]
    public void HalfWrittenFileIsMadeAnew(string name)
    {
        Generate();
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, File.ReadAllText(path)[..40]);
        Generate();

        using var pair = Pair();
        Assert.True(Verifies(pair, Read("ca-bundle.crt")));
    }

    [Fact]
    public void OtherNamespaceHasItsOwnName()
    {
        Generate();
        Generate("--namespace", "elsewhere");

        using var pair = Pair();
        Assert.True(pair.MatchesHostname("config-sync-webhook.elsewhere.svc"));
        Assert.False(pair.MatchesHostname("config-sync-webhook.config-sync.svc"));
        Assert.Contains("namespace: elsewhere\n", Read("secret.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--namespace")]
    [InlineData("--namespace", "Not/AName")]
    public void BadNamespaceIsBadUsage(params string[] options) =>
        Assert.Contains("--namespace must be a name", Assert.Throws<InvalidOperationException>(() => Generate(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void UnknownOptionIsBadUsage() => Assert.Contains("exit code 2", Assert.Throws<InvalidOperationException>(() => Generate("--rewen")).Message, StringComparison.Ordinal);

    private static bool Verifies(X509Certificate2 certificate, string bundle)
    {
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(bundle);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return chain.Build(certificate);
    }

    private static string Decoded(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64!));

    private void Generate(params string[] options) => Tools.Output("bash", [Sources.PathOf("certs", "generate.sh"), "--out", _folder, .. options]);

    private X509Certificate2 Pair() => X509Certificate2.CreateFromPem(Read("tls.crt"), Read("tls.key"));

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private IReadOnlyList<(string, string)> Contents() =>
        [.. Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
}

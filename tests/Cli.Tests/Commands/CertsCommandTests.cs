using System.Text;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Certificates;
using ConfigSync.Cli.Commands;
using ConfigSync.Cli.Terminal;

namespace ConfigSync.Cli.Tests.Commands;

public sealed class CertsCommandTests : IDisposable
{
    private const string Host = "localhost";

    private readonly TemporaryFolder _folder = new();
    private readonly TestCa _ca = new();

    public void Dispose()
    {
        _folder.Dispose();
        _ca.Dispose();
    }

    [Fact]
    public void GoodPairIsShownAndAccepted()
    {
        var (exitCode, output, errors) = Run(_ca.Issue(), Bundle(_ca));

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("subject  CN=localhost\n", output, StringComparison.Ordinal);
        Assert.Contains("names    localhost, 127.0.0.1\n", output, StringComparison.Ordinal);
        Assert.Contains("29 days left", output, StringComparison.Ordinal);
        Assert.EndsWith("verdict  an API server would accept it\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpiredCertificateIsRefusedForThatAndNothingElse()
    {
        var (exitCode, output, errors) = Run(_ca.Issue(TimeSpan.FromDays(-1)), Bundle(_ca));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("the certificate expired on ", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("an API server would refuse it", output, StringComparison.Ordinal);
    }

    [Fact]
    public void CertificateForAnotherNameIsRefused()
    {
        var (exitCode, _, errors) = Run(_ca.Issue(), host: CertsCommand.ServiceHost);

        Assert.Equal(1, exitCode);
        Assert.Contains($"is not for '{CertsCommand.ServiceHost}'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void CertificateOfAnotherCaIsRefused()
    {
        using var stranger = new TestCa();
        var (exitCode, _, errors) = Run(_ca.Issue(), Bundle(stranger));

        Assert.Equal(1, exitCode);
        Assert.Contains("does not verify against bundle", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyOfAnotherCertificateIsBadInput()
    {
        var (exitCode, output, errors) = Run(_ca.Issue() with { Key = _ca.Issue().Key });

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("they must be PEM and belong together", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HalfWrittenFileIsBadInput(bool certificate)
    {
        var pair = _ca.Issue();
        var half = certificate ? pair with { Certificate = pair.Certificate[..200] } : pair with { Key = pair.Key[..60] };
        var (exitCode, output, errors) = Run(half);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("can't load certificate", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsBadInput() =>
        Assert.Equal(2, CertsCommand.Run(new CertsOptions("/nowhere/tls.crt", "/nowhere/tls.key", null, Host), Console(out _, out _), TimeProvider.System));

    [Fact]
    public void BundleMayBeBase64OrAConfigurationOfWhichEveryEntryIsJudged()
    {
        using var stranger = new TestCa();
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Bundle(_ca)));
        Assert.Equal(0, Run(_ca.Issue(), encoded).ExitCode);

        var (exitCode, _, errors) = Run(_ca.Issue(),
            $$"""
            kind: MutatingWebhookConfiguration
            webhooks:
              - name: good.example.com
                clientConfig:
                  caBundle: {{encoded}}
              - name: stale.example.com
                clientConfig:
                  caBundle: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(Bundle(stranger)))}}
              - name: empty.example.com
                clientConfig:
                  service: {name: x}
            """);

        Assert.Equal(1, exitCode);
        Assert.Equal(2, errors.TrimEnd().Split('\n').Length);
        Assert.Contains("does not verify against stale.example.com", errors, StringComparison.Ordinal);
        Assert.Contains("empty.example.com has no caBundle", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: b\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("kind: [x")]
    [InlineData("webhooks:\n  - clientConfig: {caBundle: '%%%'}\n")]
    public void BundleThatIsNoneIsBadInput(string bundle)
    {
        var (exitCode, _, errors) = Run(_ca.Issue(), bundle);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("can't read CA bundle", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void CertificateOfTomorrowIsRefusedToday()
    {
        var pair = _ca.Issue();
        var clock = new ManualTimeProvider();
        var (certificate, key) = (_folder.Write("tls.crt", pair.Certificate), _folder.Write("tls.key", pair.Key));

        Assert.Equal(1, CertsCommand.Run(new CertsOptions(certificate, key, null, Host), Console(out _, out var errors), clock));
        Assert.Contains("is valid only from", errors.ToString(), StringComparison.Ordinal);
    }

    private static string Bundle(TestCa ca) => ca.Certificate.ExportCertificatePem();

    private static CommandConsole Console(out StringWriter output, out StringWriter errors) =>
        new(Stream.Null, output = new StringWriter(), errors = new StringWriter(), Colours: false);

    private (int ExitCode, string Output, string Errors) Run(PemPair pair, string? bundle = null, string host = Host)
    {
        var console = Console(out var output, out var errors);
        var options = new CertsOptions(
            _folder.Write("tls.crt", pair.Certificate), _folder.Write("tls.key", pair.Key), bundle is null ? null : _folder.Write("bundle", bundle), host);
        var exitCode = CertsCommand.Run(options, console, TimeProvider.System);
        return (exitCode, output.ToString(), errors.ToString().Replace(_folder.Path + "/", "", StringComparison.Ordinal));
    }
}

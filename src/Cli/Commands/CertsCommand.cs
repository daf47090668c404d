using ConfigSync.Cli.Certificates;
using ConfigSync.Cli.Documents;
using ConfigSync.Cli.Terminal;
using ConfigSync.Configuration;
using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Cli.Commands;

/// <summary><c>certs</c>: shows the certificate that would be served, and whether an API server would accept it.</summary>
internal static class CertsCommand
{
    /// <summary>The name by which the API server asks for the webhook as it is installed.</summary>
    public const string ServiceHost = "config-sync-webhook.config-sync.svc";

    private static readonly ProgramOption CertificateFile = new("certificate-file", "<path>", CertificatePair.DefaultCertificateFile, "PEM file of the serving certificate.");
    private static readonly ProgramOption KeyFile = new("key-file", "<path>", CertificatePair.DefaultKeyFile, "PEM file of its private key.");
    private static readonly ProgramOption Bundle = new(
        "ca-bundle", "<path>", null, "What the API server trusts: PEM, base64, or a webhook configuration as kubectl prints it; - for standard input.");

    private static readonly ProgramOption HostName = new("host", "<name>", ServiceHost, "The name that the API server asks for.");

    /// <summary>The options of the command.</summary>
    public static ProgramOptions<CertsOptions> Options { get; } = new(
        new OptionSet(null, [CertificateFile, KeyFile, Bundle, HostName]),
        "kubectl config-sync certs: shows the certificate that the webhook serves, and checks that an API server accepts it.",
        Usage.Closing,
        static reader => new CertsOptions(
            reader.Text(CertificateFile, "be a path", CertificateFile.Default!),
            reader.Text(KeyFile, "be a path", KeyFile.Default!),
            reader.Text(Bundle, "be a path", "") is { Length: > 0 } path ? path : null,
            reader.Text(HostName, "be a DNS name", ServiceHost)));

    /// <summary>Reads the flags and runs the command.</summary>
    public static int Start(string[] flags, CommandConsole console) =>
        Options.Read(flags, out var exitCode) is { } options ? Run(options, console, TimeProvider.System) : exitCode;

    /// <summary>Shows and judges the certificate.</summary>
    public static int Run(CertsOptions options, CommandConsole console, TimeProvider time)
    {
        var (certificateFile, keyFile, bundleFile, host) = options;
        if (CertificatePair.Load(certificateFile, keyFile, out var error) is not { } pair)
        {
            console.Report([error!]);
            return ExitCode.BadInput;
        }

        try
        {
            var bundles = bundleFile is null ? [] : CaBundle.Read(bundleFile, ManifestInput.ReadText(bundleFile, console.Input));
            var report = new CertificateReport(pair, host, bundles, time.GetUtcNow());
            foreach (var line in report.Lines())
            {
                console.Output.WriteLine(line);
            }

            var problems = report.Problems().ToArray();
            console.Output.WriteLine(problems.Length > 0 ? "verdict  an API server would refuse it"
                : bundles.Count > 0 ? "verdict  an API server would accept it"
                : "verdict  nothing wrong; give --ca-bundle to see whether an API server would accept it");
            console.Report(problems);
            return problems.Length > 0 ? ExitCode.Failed : ExitCode.Done;
        }
        catch (InputError unreadable)
        {
            console.Report([unreadable.Message]);
            return ExitCode.BadInput;
        }
    }
}

/// <summary>The options of <c>certs</c>.</summary>
internal sealed record CertsOptions(string CertificateFile, string KeyFile, string? BundleFile, string Host);

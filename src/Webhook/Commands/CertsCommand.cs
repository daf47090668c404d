using System.CommandLine;
using ConfigSync.Webhook.Certificates;
using ConfigSync.Webhook.Configuration;
using ConfigSync.Webhook.Offline;
using ConfigSync.Webhook.Offline.Certificates;
using ConfigSync.Webhook.Offline.Documents;

namespace ConfigSync.Webhook.Commands;

/// <summary><c>certs</c>: shows the certificate that would be served, and whether an API server would accept it.</summary>
internal static class CertsCommand
{
    /// <summary>The name by which the API server asks for the webhook as it is installed.</summary>
    public const string ServiceHost = "config-sync-webhook.config-sync.svc";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var defaults = new WebhookOptions();
        var certificate = Path("--certificate-file", "PEM file of the serving certificate.", defaults.CertificateFile);
        var key = Path("--key-file", "PEM file of its private key.", defaults.KeyFile);
        var bundle = new Option<string?>("--ca-bundle")
        {
            Description = "What the API server trusts: PEM, base64, or a webhook configuration as kubectl prints it; - for standard input.",
            HelpName = "path",
        };
        var host = new Option<string>("--host") { Description = "The name that the API server asks for.", HelpName = "name", DefaultValueFactory = static _ => ServiceHost };
        var command = new Command("certs", "Shows the certificate that would be served, and whether an API server would accept it.") { certificate, key, bundle, host };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(certificate), parsed.GetRequiredValue(key), parsed.GetValue(bundle), parsed.GetRequiredValue(host),
            CommandConsole.Standard(), TimeProvider.System));
        return command;
    }

    /// <summary>Runs it.</summary>
    public static int Run(string certificateFile, string keyFile, string? bundleFile, string host, CommandConsole console, TimeProvider time)
    {
        if (CertificatePair.Load(certificateFile, keyFile, out var fault) is not { } pair)
        {
            console.Report([fault!]);
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
            return problems.Length > 0 ? ExitCode.Refused : ExitCode.Done;
        }
        catch (InputFault unreadable)
        {
            console.Report([unreadable.Message]);
            return ExitCode.BadInput;
        }
    }

    private static Option<string> Path(string name, string help, string value) => new(name) { Description = help, HelpName = "path", DefaultValueFactory = _ => value };
}

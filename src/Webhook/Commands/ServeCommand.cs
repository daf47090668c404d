using System.Collections;
using System.CommandLine;
using ConfigSync.Telemetry;
using ConfigSync.Webhook.Certificates;
using ConfigSync.Webhook.Configuration;
using ConfigSync.Webhook.Hosting;
using ConfigSync.Webhook.Profiles;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Commands;

/// <summary><c>serve</c>: runs the webhook.</summary>
internal static class ServeCommand
{
    /// <summary>Makes the command, with a flag for each setting.</summary>
    public static Command Create()
    {
        var settingsFile = new Option<string?>("--settings-file")
        {
            Description = $"JSON file with a section '{WebhookOption.Section}' (default: {SettingsFile.DefaultName} where there is one).",
            HelpName = "path",
        };
        var defaults = new WebhookOptions();
        var flags = WebhookOptionList.All.Select(option => new Option<string?>(option.Flag)
        {
            Description = $"{option.Help} (default: {(option.Show(defaults) is { Length: > 0 } value ? value : "none")})",
            HelpName = option.Form,
            // A flag without a value breaks its rule like any other bad value, and is told with the rest.
            Arity = ArgumentArity.ZeroOrOne,
        }).ToArray();

        var command = new Command("serve", "Serves the admission webhook. Each option is also a variable, such as CONFIG_SYNC_WEBHOOK_HTTPS_PORT.") { settingsFile };
        Array.ForEach(flags, command.Options.Add);
        // Unknown flags are ours to report, with all the other faults and with the nearest name.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => RunAsync(Read(parsed, settingsFile, flags)));
        return command;
    }

    private static OptionsReader Read(ParseResult parsed, Option<string?> settingsFile, Option<string?>[] flags)
    {
        var file = SettingsFile.Read(parsed.GetValue(settingsFile), out var fileFault);
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""));
        var typed = flags.Where(flag => parsed.GetResult(flag) is not null)
            .Select(flag => KeyValuePair.Create(flag.Name, parsed.GetValue(flag) ?? ""))
            .Concat(Unknown(parsed.UnmatchedTokens).Select(static name => KeyValuePair.Create(name, "")));
        var reader = OptionsReader.Read(file, environment, typed);
        if (fileFault is not null)
        {
            reader.Add(fileFault);
        }

        return reader;
    }

    // What follows an unknown flag is most likely its value, and no fault of its own.
    private static IEnumerable<string> Unknown(IReadOnlyList<string> tokens) => tokens
        .Where((token, at) => token.StartsWith('-') || at == 0 || !tokens[at - 1].StartsWith('-') || tokens[at - 1].Contains('='))
        .Select(static token => token.Split('=')[0]);

    private static bool IsJson(LogFormat format) => format == LogFormat.Json || (format == LogFormat.Auto && Console.IsOutputRedirected);

    private static async Task<int> RunAsync(OptionsReader reader)
    {
        if (reader.Faults.Count > 0)
        {
            return Refuse([.. reader.Faults, $"{reader.Faults.Count} invalid options; run with --help for the list"]);
        }

        var options = reader.Options;
        var metrics = new WebhookMetrics();
        using var logging = ProcessLog.Create(options.LogLevel, IsJson(options.LogFormat));
        var logger = logging.CreateLogger("ConfigSync.Webhook");
        if (logger.IsEnabled(LogLevel.Information))
        {
            logger.Configured(ProductVersion.Text, string.Join(' ', WebhookOptionList.All.Select(option => $"{option.Name}={option.Show(options)}")));
        }

        using var certificate = ServingCertificate.Load(options.CertificateFile, options.KeyFile, metrics, TimeProvider.System, logger, out var certificateFault);
        using var injector = CurrentInjector.Load(options, metrics, TimeProvider.System, logger, out var profileFaults);
        if (certificate is null || injector is null)
        {
            return Refuse([.. certificateFault is null ? [] : new[] { certificateFault }, .. profileFaults]);
        }

        try
        {
            await WebhookHost.RunAsync(options, certificate, injector, metrics, logging);
            return ExitCode.Done;
        }
        catch (IOException cause)
        {
            // What the server throws when an address is in use or is not ours.
            return Refuse([$"can't listen: {cause.Message}"]);
        }
    }

    private static int Refuse(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine(fault);
        }

        return ExitCode.BadInput;
    }
}

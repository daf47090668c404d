using System.Net;
using ConfigSync.Configuration;
using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Webhook.Options;

/// <summary>Reads the webhook's flags, variables and settings file.</summary>
internal static class WebhookOptionsReader
{
    /// <summary>The program's options.</summary>
    public static ProgramOptions<WebhookOptions> Program { get; } = new(
        new OptionSet(WebhookFlags.VariablePrefix, WebhookFlags.All) { File = new SettingsFile(WebhookFlags.SettingsFile, AppSettings.Section, AppSettings.Read) },
        "config-sync-webhook serve: the admission webhook that adds the config-sync agent to Pods.\n"
            + "To inject, explain or check certificates without a cluster, use the kubectl plugin: kubectl config-sync --help.",
        "Exit codes: 0 ended by SIGTERM; 2 invalid options, certificate, profiles or address.",
        Read);

    private static WebhookOptions Read(OptionReader reader)
    {
        var defaults = new WebhookOptions();
        var options = new WebhookOptions
        {
            Address = reader.Text(WebhookFlags.Address, "be an IP address, or * for every address", defaults.Address,
                static text => text == WebhookOptions.EveryAddress || IPAddress.TryParse(text, out _)),
            HttpsPort = reader.Number(WebhookFlags.HttpsPort, 0, 65535, defaults.HttpsPort),
            HttpPort = reader.Number(WebhookFlags.HttpPort, 0, 65535, defaults.HttpPort),
            CertificateFile = reader.Text(WebhookFlags.CertificateFile, "be a path", defaults.CertificateFile),
            KeyFile = reader.Text(WebhookFlags.KeyFile, "be a path", defaults.KeyFile),
            Injector = InjectorOptions.Read(reader),
            DrainSeconds = reader.Number(WebhookFlags.DrainSeconds, 0, 600, defaults.DrainSeconds),
            ShutdownSeconds = reader.Number(WebhookFlags.ShutdownSeconds, 0, 600, defaults.ShutdownSeconds),
            LogLevel = reader.Choice(
                WebhookFlags.LogLevel, defaults.LogLevel,
                ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error)),
            LogFormat = reader.Choice(WebhookFlags.LogFormat, defaults.LogFormat, ("auto", LogFormat.Auto), ("json", LogFormat.Json), ("text", LogFormat.Text)),
            Effective = string.Join(' ', WebhookFlags.All.Select(option => $"{option.Name}={Effective(reader.Values, option)}")),
        };
        if (options.HttpPort == options.HttpsPort && options.HttpPort != 0)
        {
            reader.Errors.Add(WebhookFlags.HttpPort.Flag, $"differ from {WebhookFlags.HttpsPort.Flag}", Effective(reader.Values, WebhookFlags.HttpPort));
        }

        return options;
    }

    private static string Effective(OptionValues values, ProgramOption option) => values.Last(option) ?? option.Default ?? "";
}

using System.Net;
using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Controller.Options;

/// <summary>Reads the controller's flags and variables.</summary>
internal static class ControllerOptionsReader
{
    /// <summary>The program's options.</summary>
    public static ProgramOptions<ControllerOptions> Program { get; } = new(
        new OptionSet(ControllerFlags.VariablePrefix, ControllerFlags.All),
        "config-sync-controller: makes changes of ConfigMaps and Secrets arrive within a second, and rolls out what can't be reloaded.",
        "Exit codes: 0 ended by SIGTERM; 1 the program failed; 2 invalid options.",
        Read);

    private static ControllerOptions Read(OptionReader reader)
    {
        var defaults = new ControllerOptions();
        return new ControllerOptions
        {
            KubeConfig = reader.Text(ControllerFlags.KubeConfig, "be a path", defaults.KubeConfig, Anything),
            Listen = reader.Text(ControllerFlags.Listen, "be an address and port", defaults.Listen, static text => IPEndPoint.TryParse(text, out _)),
            Identity = reader.Text(ControllerFlags.Identity, "be a name", defaults.Identity, Anything),
            Lease = Name(reader, ControllerFlags.Lease, defaults.Lease),
            Secrets = reader.Switch(ControllerFlags.Secrets),
            NudgeRate = reader.Number(ControllerFlags.NudgeRate, 1, 10_000, defaults.NudgeRate),
            NudgeBurst = reader.Number(ControllerFlags.NudgeBurst, 1, 10_000, defaults.NudgeBurst),
            NudgeInterval = reader.Duration(ControllerFlags.NudgeInterval, "100ms", "1h", defaults.NudgeInterval),
            NudgeRepeat = reader.Duration(ControllerFlags.NudgeRepeat, "100ms", "1m", defaults.NudgeRepeat),
            Rollouts = reader.Switch(ControllerFlags.Rollouts),
            RolloutSettle = reader.Duration(ControllerFlags.RolloutSettle, "100ms", "1h", defaults.RolloutSettle),
            RolloutLimit = reader.Number(ControllerFlags.RolloutLimit, 1, 1000, defaults.RolloutLimit),
            RolloutTimeout = reader.Duration(ControllerFlags.RolloutTimeout, "1s", "24h", defaults.RolloutTimeout),
            Certificates = reader.Switch(ControllerFlags.Certificates),
            CertificateDays = reader.Number(ControllerFlags.CertificateDays, 1, 3650, defaults.CertificateDays),
            CertificateOverlap = reader.Duration(ControllerFlags.CertificateOverlap, "1s", "24h", defaults.CertificateOverlap),
            CertificateSecret = Name(reader, ControllerFlags.CertificateSecret, defaults.CertificateSecret),
            WebhookService = Name(reader, ControllerFlags.WebhookService, defaults.WebhookService),
            WebhookConfiguration = Name(reader, ControllerFlags.WebhookConfiguration, defaults.WebhookConfiguration),
            LogFormat = reader.Choice(ControllerFlags.LogFormat, defaults.LogFormat, ("json", "json"), ("text", "text")),
        };
    }

    private static bool Anything(string text) => true;

    private static string Name(OptionReader reader, ProgramOption option, string otherwise) =>
        reader.Text(option, "be a name of a Kubernetes object", otherwise, IsName);

    // The part of the rule for names that a typing error could break.
    private static bool IsName(string value) =>
        value.Length is > 0 and <= 253 && char.IsAsciiLetterOrDigit(value[0]) && value.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}

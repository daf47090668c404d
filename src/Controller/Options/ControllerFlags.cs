using System.Globalization;
using System.Net;
using ConfigSync.Contract;

namespace ConfigSync.Controller.Options;

/// <summary>Every setting. The README's table is checked against this list.</summary>
internal static class ControllerFlags
{
    public const string VariablePrefix = "CONFIG_SYNC_CONTROLLER_";
    public const string BooleanRule = "be 'true' or 'false'";

    private const string NameRule = "be a name of a Kubernetes object";

    public static readonly IReadOnlyList<ControllerFlag> All =
    [
        Text("kubeconfig", "be a path", "Kubeconfig to use instead of the Pod's service account.", static (o, value) => o with { KubeConfig = value }, static o => o.KubeConfig),
        new("listen", "be an address and port", "Where health and metrics are served.", new ControllerOptions().Listen,
            static (options, value) => IPEndPoint.TryParse(value, out _) ? options with { Listen = value } : null),
        Text("identity", "be a name", "Name to hold the Lease by; the host's when empty.", static (o, value) => o with { Identity = value }, static o => o.Identity),
        Name("lease", "The Lease by which one replica leads.", static (o, value) => o with { Lease = value }, static o => o.Lease),
        Boolean("secrets", "Watch Secrets as well; needs the component secrets.", static (o, value) => o with { Secrets = value }),
        Number("nudge-rate", 1, 10_000, "Patches of Pods per second in the long run.", static (o, value) => o with { NudgeRate = value }, static o => o.NudgeRate),
        Number("nudge-burst", 1, 10_000, "Patches of Pods at once after a quiet time.", static (o, value) => o with { NudgeBurst = value }, static o => o.NudgeBurst),
        Duration("nudge-interval", "100ms", "1h", "Least time between two patches of one Pod.", static (o, value) => o with { NudgeInterval = value }, "1s"),
        Duration("nudge-repeat", "100ms", "1m", "When the second patch follows the first.", static (o, value) => o with { NudgeRepeat = value }, "2s"),
        Boolean("rollouts", "Roll owners whose configuration changed; needs the component rollouts.", static (o, value) => o with { Rollouts = value }),
        Duration("rollout-settle", "100ms", "1h", "Wait after a change for others that belong to it.", static (o, value) => o with { RolloutSettle = value }, "2s"),
        Number("rollout-limit", 1, 1000, "Owners that roll at once.", static (o, value) => o with { RolloutLimit = value }, static o => o.RolloutLimit),
        Duration("rollout-timeout", "1s", "24h",
            "When an owner that has not finished stops keeping others waiting.", static (o, value) => o with { RolloutTimeout = value }, "10m"),
        Boolean("certificates", "Make and renew the webhook's certificates; needs the component self-managed-certs.", static (o, value) => o with { Certificates = value }),
        Number("certificate-days", 1, 3650, "Days that a certificate lives.", static (o, value) => o with { CertificateDays = value }, static o => o.CertificateDays),
        Duration("certificate-overlap", "1s", "24h", "How long old and new authority are trusted together.", static (o, value) => o with { CertificateOverlap = value }, "10m"),
        Name("certificate-secret", "The Secret that the webhook mounts.", static (o, value) => o with { CertificateSecret = value }, static o => o.CertificateSecret),
        Name("webhook-service", "The Service by which the webhook is called.", static (o, value) => o with { WebhookService = value }, static o => o.WebhookService),
        Name("webhook-configuration", "The MutatingWebhookConfiguration.", static (o, value) => o with { WebhookConfiguration = value }, static o => o.WebhookConfiguration),
        new("log-format", "be 'json' or 'text'", "Form of log lines.", new ControllerOptions().LogFormat,
            static (options, value) => value is "json" or "text" ? options with { LogFormat = value } : null),
    ];

    private static ControllerFlag Text(
        string name, string rule, string help, Func<ControllerOptions, string, ControllerOptions> apply, Func<ControllerOptions, string> read) =>
        new(name, rule, help, read(new ControllerOptions()), apply);

    private static ControllerFlag Name(string name, string help, Func<ControllerOptions, string, ControllerOptions> apply, Func<ControllerOptions, string> read) =>
        new(name, NameRule, help, read(new ControllerOptions()), (options, value) => IsName(value) ? apply(options, value) : null);

    private static ControllerFlag Boolean(string name, string help, Func<ControllerOptions, bool, ControllerOptions> apply) =>
        new(name, BooleanRule, help, "false", (options, value) => value is "true" or "false" ? apply(options, value == "true") : null);

    private static ControllerFlag Number(
        string name, int least, int most, string help, Func<ControllerOptions, int, ControllerOptions> apply, Func<ControllerOptions, int> read) =>
        new(name, $"be a whole number from {least} to {most}", help, read(new ControllerOptions()).ToString(CultureInfo.InvariantCulture), (options, value) =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? apply(options, number) : null);

    private static ControllerFlag Duration(
        string name, string least, string most, string help, Func<ControllerOptions, TimeSpan, ControllerOptions> apply, string byDefault)
    {
        var (shortest, longest) = (Read(least), Read(most));
        return new ControllerFlag(name, $"be a duration from {least} to {most}", help, byDefault, (options, value) =>
            DurationText.TryParse(value, out var duration) && duration >= shortest && duration <= longest ? apply(options, duration) : null);

        static TimeSpan Read(string text) => DurationText.TryParse(text, out var duration) ? duration : throw new FormatException($"not a duration: '{text}'");
    }

    // The part of the rule for names that a typing error could break.
    private static bool IsName(string value) =>
        value.Length is > 0 and <= 253 && char.IsAsciiLetterOrDigit(value[0]) && value.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}

using System.Globalization;
using ConfigSync.Contract;

namespace ConfigSync.Controller.Options;

/// <summary>The controller's flags, in the order of the documentation, whose table is checked against this list.</summary>
internal static class ControllerFlags
{
    /// <summary>Prefix of every variable; an unknown one under it is refused.</summary>
    public const string VariablePrefix = "CONFIG_SYNC_CONTROLLER_";

    private static readonly ControllerOptions Defaults = new();

    public static readonly ProgramOption KubeConfig = new("kubeconfig", "<path>", null, "Kubeconfig to use instead of the Pod's service account.");
    public static readonly ProgramOption Listen = new("listen", "<address>:<port>", Defaults.Listen, "Where health and metrics are served.");
    public static readonly ProgramOption Identity = new("identity", "<name>", null, "Name of this replica as the holder of the Lease; the host's when empty.");
    public static readonly ProgramOption Lease = new("lease", "<name>", Defaults.Lease, "The Lease for leader election.");
    public static readonly ProgramOption Secrets = new("secrets", null, "false", "Watch Secrets as well; needs the component secrets.");
    public static readonly ProgramOption NudgeRate = new("nudge-rate", "<number>", Text(Defaults.NudgeRate), "Patches of Pods per second in the long run.");
    public static readonly ProgramOption NudgeBurst = new("nudge-burst", "<number>", Text(Defaults.NudgeBurst), "Patches of Pods at once after a quiet time.");
    public static readonly ProgramOption NudgeInterval = new("nudge-interval", "<duration>", "1s", "Least time between two patches of one Pod.");
    public static readonly ProgramOption NudgeRepeat = new("nudge-repeat", "<duration>", "2s", "Time from the first patch of a Pod to the second.");
    public static readonly ProgramOption Rollouts = new("rollouts", null, "false", "Roll out owners whose configuration changed; needs the component rollouts.");
    public static readonly ProgramOption RolloutSettle = new("rollout-settle", "<duration>", "2s", "Time to wait after a change for others that belong to it.");
    public static readonly ProgramOption RolloutLimit = new("rollout-limit", "<number>", Text(Defaults.RolloutLimit), "Owners that roll out at once.");
    public static readonly ProgramOption RolloutTimeout = new("rollout-timeout", "<duration>", "10m", "Time after which a rollout no longer holds up others.");
    public static readonly ProgramOption Certificates =
        new("certificates", null, "false", "Issue and renew the webhook's certificates; needs the component self-managed-certs.");

    public static readonly ProgramOption CertificateDays = new("certificate-days", "<number>", Text(Defaults.CertificateDays), "Lifetime of a certificate in days.");
    public static readonly ProgramOption CertificateOverlap = new("certificate-overlap", "<duration>", "10m", "Time for which the old and the new CA are trusted together.");
    public static readonly ProgramOption CertificateSecret = new("certificate-secret", "<name>", Defaults.CertificateSecret, "The Secret that the webhook mounts.");
    public static readonly ProgramOption WebhookService = new("webhook-service", "<name>", Defaults.WebhookService, "The Service through which the webhook is called.");
    public static readonly ProgramOption WebhookConfiguration =
        new("webhook-configuration", "<name>", Defaults.WebhookConfiguration, "The MutatingWebhookConfiguration.");

    public static readonly ProgramOption LogFormat = new("log-format", "json|text", Defaults.LogFormat, "Format of log lines.");

    public static IReadOnlyList<ProgramOption> All { get; } =
    [
        KubeConfig, Listen, Identity, Lease, Secrets, NudgeRate, NudgeBurst, NudgeInterval, NudgeRepeat, Rollouts, RolloutSettle, RolloutLimit,
        RolloutTimeout, Certificates, CertificateDays, CertificateOverlap, CertificateSecret, WebhookService, WebhookConfiguration, LogFormat,
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

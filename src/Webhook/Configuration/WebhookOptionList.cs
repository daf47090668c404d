using System.Globalization;
using System.Net;
using ConfigSync.Injection.Settings;
using static System.Globalization.CultureInfo;

namespace ConfigSync.Webhook.Configuration;

/// <summary>Every setting, in the order of the README, whose table is checked against this list.</summary>
internal static class WebhookOptionList
{
    private const string PortRule = "be a port from 0 to 65535";
    private const string SecondsRule = "be whole seconds from 0 to 600";
    private static readonly string[] PullPolicies = ["", "Always", "IfNotPresent", "Never"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WebhookOption> All { get; } =
    [
        new("address", "<IP address>|*", "be an IP address, or * for every address", "Where both ports listen.",
            static (options, text) => text == WebhookOptions.EveryAddress || IPAddress.TryParse(text, out _) ? options with { Address = text } : null,
            static options => options.Address),
        new("https-port", "<port>", PortRule, "Port of /mutate, with TLS; 0 lets the system choose.",
            static (options, text) => Number(text, 65535) is { } port ? options with { HttpsPort = port } : null,
            static options => Text(options.HttpsPort)),
        new("http-port", "<port>", PortRule, "Port of /healthz, /readyz and /metrics, without TLS; 0 lets the system choose.",
            static (options, text) => Number(text, 65535) is { } port ? options with { HttpPort = port } : null,
            static options => Text(options.HttpPort)),
        new("certificate-file", "<path>", "be a path", "PEM file of the serving certificate and its intermediates; a change is taken up at once.",
            static (options, text) => text.Length > 0 ? options with { CertificateFile = text } : null,
            static options => options.CertificateFile),
        new("key-file", "<path>", "be a path", "PEM file of its private key.",
            static (options, text) => text.Length > 0 ? options with { KeyFile = text } : null,
            static options => options.KeyFile),
        new("profiles-file", "<path>", "be a path, or empty for none", "YAML file of profiles; a change is taken up at once.",
            static (options, text) => options with { ProfilesFile = text },
            static options => options.ProfilesFile),
        new("agent-image", "<image>", ImageReference.Rule, "Image of the agent.",
            static (options, text) => ImageReference.IsValid(text) ? options with { AgentImage = text } : null,
            static options => options.AgentImage),
        new("agent-image-pull-policy", "Always|IfNotPresent|Never", "be Always, IfNotPresent or Never, or empty for the API server's choice",
            "Pull policy of the agent's image.",
            static (options, text) => PullPolicies.Contains(text) ? options with { AgentImagePullPolicy = text } : null,
            static options => options.AgentImagePullPolicy),
        new("agent-pull-secrets", "<name>,<name>", SecretNames.Rule + ", or empty for none",
            "Secrets, of the Pod's namespace, that the agent's image is pulled with.",
            static (options, text) => text.Length == 0 || SecretNames.AreValid(text) ? options with { AgentPullSecrets = text } : null,
            static options => options.AgentPullSecrets),
        new("on-error", "deny|warn", "be deny or warn", "What becomes of a Pod whose settings have faults: denied, or admitted without the agent and with warnings.",
            static (options, text) => Word<OnErrorPolicy>(text) is { } policy ? options with { OnError = policy } : null,
            static options => Word(options.OnError)),
        new("drain-seconds", "<seconds>", SecondsRule, "How long to keep serving, not ready, after SIGTERM, while the cluster stops sending calls here.",
            static (options, text) => Number(text, 600) is { } seconds ? options with { DrainSeconds = seconds } : null,
            static options => Text(options.DrainSeconds)),
        new("shutdown-seconds", "<seconds>", SecondsRule, "How long calls that are under way may take after that.",
            static (options, text) => Number(text, 600) is { } seconds ? options with { ShutdownSeconds = seconds } : null,
            static options => Text(options.ShutdownSeconds)),
        new("log-level", "debug|information|warning|error", "be debug, information, warning or error", "The least level that is logged.",
            static (options, text) => Word<LogLevel>(text) is { } level and >= LogLevel.Debug and <= LogLevel.Error ? options with { LogLevel = level } : null,
            static options => Word(options.LogLevel)),
        new("log-format", "auto|json|text", "be auto, json or text", "How log lines look; auto is text on a terminal and JSON anywhere else.",
            static (options, text) => Word<LogFormat>(text) is { } format ? options with { LogFormat = format } : null,
            static options => Word(options.LogFormat)),
    ];

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, InvariantCulture, out var number) && number <= most ? number : null;

    private static string Text(int number) => number.ToString(InvariantCulture);

    // Only the word itself: Enum.Parse would take numbers, blanks and lists too.
    private static TEnum? Word<TEnum>(string text) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Cast<TEnum?>().FirstOrDefault(value => Word(value!.Value) == text);

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => Enum.GetName(value)!.ToLowerInvariant();
}

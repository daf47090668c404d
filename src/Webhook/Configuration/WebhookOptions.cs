using ConfigSync.Injection.Settings;

namespace ConfigSync.Webhook.Configuration;

/// <summary>Every setting of the process with its default. How each is named, read and checked stands in <see cref="WebhookOptionList"/>.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Value of <see cref="Address"/> that stands for every address, of IPv6 and of IPv4.</summary>
    public const string EveryAddress = "*";

    /// <summary>Where both endpoints listen: an IP address, or <c>*</c>.</summary>
    public string Address { get; init; } = EveryAddress;

    /// <summary>Port of <c>/mutate</c>, with TLS; 0 lets the system choose.</summary>
    public int HttpsPort { get; init; } = 8443;

    /// <summary>Port of <c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>, without TLS; 0 lets the system choose.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>PEM file of the serving certificate, followed by its intermediates if any.</summary>
    public string CertificateFile { get; init; } = "/etc/config-sync/tls/tls.crt";

    /// <summary>PEM file of its private key, not encrypted.</summary>
    public string KeyFile { get; init; } = "/etc/config-sync/tls/tls.key";

    /// <summary>YAML file of profiles; empty: there are none.</summary>
    public string ProfilesFile { get; init; } = "";

    /// <summary>Image of the agent.</summary>
    public string AgentImage { get; init; } = "ghcr.io/config-sync/agent:" + ProductVersion.Text;

    /// <summary>Pull policy of the agent's image; empty leaves it to the API server.</summary>
    public string AgentImagePullPolicy { get; init; } = "";

    /// <summary>Comma list of Secrets, of each Pod's namespace, that the agent's image is pulled with; empty: just those that the Pod has anyway.</summary>
    public string AgentPullSecrets { get; init; } = "";

    /// <summary>What becomes of a Pod whose settings have faults.</summary>
    public OnErrorPolicy OnError { get; init; } = OnErrorPolicy.Deny;

    /// <summary>How long to keep serving, not ready, after SIGTERM: the time in which the cluster stops sending calls here.</summary>
    public int DrainSeconds { get; init; } = 5;

    /// <summary>How long calls that are under way may take after that. With <see cref="DrainSeconds"/> less than the Pod's grace period.</summary>
    public int ShutdownSeconds { get; init; } = 20;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How log lines look.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Auto;
}

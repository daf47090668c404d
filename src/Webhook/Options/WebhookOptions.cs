using ConfigSync.Configuration;

namespace ConfigSync.Webhook.Options;

/// <summary>The webhook's options with their defaults. Each is a flag of <see cref="WebhookFlags"/>.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Value of <see cref="Address"/> that stands for every address, of IPv6 and of IPv4.</summary>
    public const string EveryAddress = "*";

    /// <summary>The address of both ports: an IP address, or <c>*</c>.</summary>
    public string Address { get; init; } = EveryAddress;

    /// <summary>Port of <c>/mutate</c>, with TLS; 0 lets the system choose.</summary>
    public int HttpsPort { get; init; } = 8443;

    /// <summary>Port of <c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>, without TLS; 0 lets the system choose.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>PEM file of the serving certificate, followed by its intermediates if any.</summary>
    public string CertificateFile { get; init; } = CertificatePair.DefaultCertificateFile;

    /// <summary>PEM file of its private key, not encrypted.</summary>
    public string KeyFile { get; init; } = CertificatePair.DefaultKeyFile;

    /// <summary>How Pods are injected.</summary>
    public InjectorOptions Injector { get; init; } = new();

    /// <summary>The time to keep serving, not ready, after SIGTERM, in which the cluster stops sending requests here.</summary>
    public int DrainSeconds { get; init; } = 5;

    /// <summary>The time that requests in flight may take after that. Together with <see cref="DrainSeconds"/> less than the Pod's grace period.</summary>
    public int ShutdownSeconds { get; init; } = 20;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The format of log lines.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Auto;

    /// <summary>Every option with its value as text, for the log.</summary>
    public string Effective { get; init; } = "";
}

/// <summary>The format of log lines. Auto is text on a terminal and JSON anywhere else.</summary>
internal enum LogFormat
{
    Auto,
    Json,
    Text,
}

using System.Globalization;
using ConfigSync.Configuration;
using ConfigSync.Contract;

namespace ConfigSync.Webhook.Options;

/// <summary>The webhook's flags, in the order of the documentation, whose table is checked against this list.</summary>
internal static class WebhookFlags
{
    /// <summary>Prefix of every variable; an unknown one under it is refused.</summary>
    public const string VariablePrefix = "CONFIG_SYNC_WEBHOOK_";

    private static readonly WebhookOptions Defaults = new();

    public static readonly ProgramOption SettingsFile =
        new("settings-file", "<path>", null, $"JSON file with a section '{AppSettings.Section}' that holds these options; {AppSettings.DefaultName} where there is one.");

    public static readonly ProgramOption Address = new("address", "<IP address>|*", Defaults.Address, "Address of both ports.");
    public static readonly ProgramOption HttpsPort = new("https-port", "<port>", Text(Defaults.HttpsPort), "Port of /mutate, with TLS; 0 lets the system choose.");
    public static readonly ProgramOption HttpPort =
        new("http-port", "<port>", Text(Defaults.HttpPort), "Port of /healthz, /readyz and /metrics, without TLS; 0 lets the system choose.");

    public static readonly ProgramOption CertificateFile =
        new("certificate-file", "<path>", Defaults.CertificateFile, "PEM file of the serving certificate and its intermediates; reloaded immediately when it changes.");

    public static readonly ProgramOption KeyFile = new("key-file", "<path>", Defaults.KeyFile, "PEM file of its private key.");
    public static readonly ProgramOption DrainSeconds =
        new("drain-seconds", "<seconds>", Text(Defaults.DrainSeconds), "Time to keep serving, not ready, after SIGTERM, while the cluster stops sending requests here.");

    public static readonly ProgramOption ShutdownSeconds =
        new("shutdown-seconds", "<seconds>", Text(Defaults.ShutdownSeconds), "Time that requests in flight may take after that.");

    public static readonly ProgramOption LogLevel = new("log-level", "debug|information|warning|error", "information", "The least level that is logged.");
    public static readonly ProgramOption LogFormat = new("log-format", "auto|json|text", "auto", "Format of log lines; auto is text on a terminal and JSON anywhere else.");

    public static IReadOnlyList<ProgramOption> All { get; } =
    [
        SettingsFile, Address, HttpsPort, HttpPort, CertificateFile, KeyFile, .. InjectorFlags.All, DrainSeconds, ShutdownSeconds, LogLevel, LogFormat,
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

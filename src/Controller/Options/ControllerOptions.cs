namespace ConfigSync.Controller.Options;

/// <summary>What an operator may tune. Each property is a flag and a variable of <see cref="ControllerFlags"/>.</summary>
internal sealed record ControllerOptions
{
    /// <summary>A kubeconfig; empty: the Pod's own service account.</summary>
    public string KubeConfig { get; init; } = "";

    /// <summary>Where health and metrics are served.</summary>
    public string Listen { get; init; } = "0.0.0.0:8080";

    /// <summary>The name that this replica holds the Lease by; empty: the host's name.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The Lease, in our namespace.</summary>
    public string Lease { get; init; } = "config-sync-controller";

    /// <summary>Whether Secrets are watched as well. Needs the component <c>secrets</c>.</summary>
    public bool Secrets { get; init; }

    /// <summary>Patches of Pods per second in the long run.</summary>
    public int NudgeRate { get; init; } = 100;

    /// <summary>Patches of Pods at once after a quiet time.</summary>
    public int NudgeBurst { get; init; } = 200;

    /// <summary>The least time between two patches of one Pod.</summary>
    public TimeSpan NudgeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>When the second patch follows the first.</summary>
    public TimeSpan NudgeRepeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether owners are rolled. Needs the component <c>rollouts</c>.</summary>
    public bool Rollouts { get; init; }

    /// <summary>How long to wait after a change for others that belong to it.</summary>
    public TimeSpan RolloutSettle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many owners roll at once.</summary>
    public int RolloutLimit { get; init; } = 5;

    /// <summary>After how long an owner that has not finished no longer keeps others waiting.</summary>
    public TimeSpan RolloutTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the webhook's certificates are made and renewed. Needs the component <c>self-managed-certs</c>.</summary>
    public bool Certificates { get; init; }

    /// <summary>How many days a certificate lives; it is renewed after two thirds of them.</summary>
    public int CertificateDays { get; init; } = 90;

    /// <summary>How long old and new authority are trusted together, before and after certificates are exchanged.</summary>
    public TimeSpan CertificateOverlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The Secret that the webhook mounts, in our namespace.</summary>
    public string CertificateSecret { get; init; } = "config-sync-webhook-tls";

    /// <summary>The Service by which API servers call the webhook, in our namespace.</summary>
    public string WebhookService { get; init; } = "config-sync-webhook";

    /// <summary>The MutatingWebhookConfiguration.</summary>
    public string WebhookConfiguration { get; init; } = "config-sync";

    /// <summary>Whether log lines are <c>json</c> or <c>text</c>.</summary>
    public string LogFormat { get; init; } = "json";
}

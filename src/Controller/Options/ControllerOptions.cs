namespace ConfigSync.Controller.Options;

/// <summary>The controller's options. Each property is a flag and a variable of <see cref="ControllerFlags"/>.</summary>
internal sealed record ControllerOptions
{
    /// <summary>A kubeconfig; empty: the Pod's own service account.</summary>
    public string KubeConfig { get; init; } = "";

    /// <summary>The address of health and metrics.</summary>
    public string Listen { get; init; } = "0.0.0.0:8080";

    /// <summary>The name of this replica as the holder of the Lease; empty: the host's name.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The Lease, in our namespace.</summary>
    public string Lease { get; init; } = "config-sync-controller";

    /// <summary>Watch Secrets as well. Needs the component <c>secrets</c>.</summary>
    public bool Secrets { get; init; }

    /// <summary>Patches of Pods per second in the long run.</summary>
    public int NudgeRate { get; init; } = 100;

    /// <summary>Patches of Pods at once after a quiet time.</summary>
    public int NudgeBurst { get; init; } = 200;

    /// <summary>The least time between two patches of one Pod.</summary>
    public TimeSpan NudgeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time from the first patch of a Pod to the second.</summary>
    public TimeSpan NudgeRepeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Roll out owners whose configuration changed. Needs the component <c>rollouts</c>.</summary>
    public bool Rollouts { get; init; }

    /// <summary>The time to wait after a change for others that belong to it.</summary>
    public TimeSpan RolloutSettle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The number of owners that roll out at once.</summary>
    public int RolloutLimit { get; init; } = 5;

    /// <summary>The time after which a rollout no longer holds up others.</summary>
    public TimeSpan RolloutTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Issue and renew the webhook's certificates. Needs the component <c>self-managed-certs</c>.</summary>
    public bool Certificates { get; init; }

    /// <summary>The lifetime of a certificate in days; it is renewed after two thirds of it.</summary>
    public int CertificateDays { get; init; } = 90;

    /// <summary>The time for which the old and the new CA are trusted together, before and after the certificates are exchanged.</summary>
    public TimeSpan CertificateOverlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The Secret that the webhook mounts, in our namespace.</summary>
    public string CertificateSecret { get; init; } = "config-sync-webhook-tls";

    /// <summary>The Service through which API servers call the webhook, in our namespace.</summary>
    public string WebhookService { get; init; } = "config-sync-webhook";

    /// <summary>The MutatingWebhookConfiguration.</summary>
    public string WebhookConfiguration { get; init; } = "config-sync";

    /// <summary>The format of log lines: <c>json</c> or <c>text</c>.</summary>
    public string LogFormat { get; init; } = "json";
}

using ConfigSync.Controller.Index;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Watching;
using ConfigSync.Telemetry;

namespace ConfigSync.Controller.Telemetry;

/// <summary>Everything that <c>/metrics</c> tells. Labels take their values from closed sets.</summary>
internal sealed class ControllerMetrics(ClusterState cluster)
{
    private const string Prefix = "config_sync_controller_";

    private long _certificateExpiry;
    private int _leads;

    public CounterSet<NudgeOutcome> Nudges { get; } = new();

    /// <summary>Seconds from the event of a change to its first patch.</summary>
    public Histogram NudgeLatency { get; } = new([0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]);

    public CounterSet<RolloutOutcome> Rollouts { get; } = new();

    public Dictionary<string, CounterSet<WatchRestart>> WatchRestarts { get; } = new(StringComparer.Ordinal)
    {
        [ResourceType.Pods.Plural] = new(),
        [ResourceType.ConfigMaps.Plural] = new(),
        [ResourceType.Secrets.Plural] = new(),
    };

    public bool Leads
    {
        get => Volatile.Read(ref _leads) == 1;
        set => Volatile.Write(ref _leads, value ? 1 : 0);
    }

    /// <summary>When the certificate that the webhook is to serve runs out.</summary>
    public DateTimeOffset? CertificateExpiry
    {
        set => Volatile.Write(ref _certificateExpiry, value?.ToUnixTimeSeconds() ?? 0);
    }

    public string Render()
    {
        var page = new ExpositionWriter();
        Results(page, Prefix + "nudges_total", "Patches sent to Pods.", Nudges);
        page.Histogram(Prefix + "nudge_latency_seconds", "From the event of a change to its first patch.", NudgeLatency);
        Results(page, Prefix + "rollouts_total", "Looks at owners whose configuration may have changed.", Rollouts);
        page.Metric(Prefix + "watch_restarts_total", "counter", "Watches that were started again.");
        foreach (var (resource, restarts) in WatchRestarts)
        {
            foreach (var (reason, count) in restarts.Read())
            {
                page.Sample(Prefix + "watch_restarts_total", count, ("resource", resource), ("reason", reason));
            }
        }

        var counts = cluster.Count();
        page.Metric(Prefix + "pods", "gauge", "Injected Pods that are known.", counts.Pods)
            .Metric(Prefix + "objects", "gauge", "ConfigMaps and Secrets that are known.", counts.Objects)
            .Metric(Prefix + "queue_depth", "gauge", "What waits to be done.")
            .Sample(Prefix + "queue_depth", counts.Nudges, ("queue", "nudges"))
            .Sample(Prefix + "queue_depth", counts.Rollouts, ("queue", "rollouts"))
            .Metric(Prefix + "rollouts_active", "gauge", "Owners that roll now.", counts.ActiveRollouts)
            .Metric(Prefix + "leader", "gauge", "Whether this replica leads.", Leads ? 1 : 0);
        if (Volatile.Read(ref _certificateExpiry) is > 0 and var expiry)
        {
            page.Metric(Prefix + "certificate_expiry_timestamp_seconds", "gauge", "When the webhook's self-managed certificate runs out.", expiry);
        }

        return page.ToString();
    }

    private static void Results<TLabel>(ExpositionWriter page, string name, string help, CounterSet<TLabel> results)
        where TLabel : struct, Enum
    {
        page.Metric(name, "counter", help);
        foreach (var (result, count) in results.Read())
        {
            page.Sample(name, count, ("result", result));
        }
    }
}

using System.Globalization;
using System.Text;
using ConfigSync.Controller.Index;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Kubernetes;

namespace ConfigSync.Controller.Telemetry;

/// <summary>Everything that <c>/metrics</c> tells. Labels take their values from closed sets.</summary>
internal sealed class ControllerMetrics(ClusterState cluster)
{
    private const string Prefix = "config_sync_controller_";

    private long _certificateExpiry;
    private int _leads;

    public CounterSet<NudgeOutcome> Nudges { get; } = new(Prefix + "nudges_total", "Patches sent to Pods.", "result");

    public Histogram NudgeLatency { get; } = new(Prefix + "nudge_latency_seconds", "From the event of a change to its first patch.");

    public CounterSet<RolloutOutcome> Rollouts { get; } = new(Prefix + "rollouts_total", "Looks at owners whose configuration may have changed.", "result");

    public Dictionary<string, CounterSet<WatchRestart>> WatchRestarts { get; } = new(StringComparer.Ordinal)
    {
        [ResourceType.Pods.Plural] = NewWatchRestarts(),
        [ResourceType.ConfigMaps.Plural] = NewWatchRestarts(),
        [ResourceType.Secrets.Plural] = NewWatchRestarts(),
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
        var text = new StringBuilder(8192);
        Nudges.WriteHelp(text);
        Nudges.Write(text);
        NudgeLatency.Write(text);
        Rollouts.WriteHelp(text);
        Rollouts.Write(text);
        WatchRestarts[ResourceType.Pods.Plural].WriteHelp(text);
        foreach (var (resource, restarts) in WatchRestarts)
        {
            restarts.Write(text, $"resource=\"{resource}\",");
        }

        var counts = cluster.Count();
        Gauge(text, "pods", "Injected Pods that are known.", counts.Pods);
        Gauge(text, "objects", "ConfigMaps and Secrets that are known.", counts.Objects);
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Prefix}queue_depth What waits to be done.\n# TYPE {Prefix}queue_depth gauge\n");
        text.Append(CultureInfo.InvariantCulture, $"{Prefix}queue_depth{{queue=\"nudges\"}} {counts.Nudges}\n{Prefix}queue_depth{{queue=\"rollouts\"}} {counts.Rollouts}\n");
        Gauge(text, "rollouts_active", "Owners that roll now.", counts.ActiveRollouts);
        Gauge(text, "leader", "Whether this replica leads.", Leads ? 1 : 0);
        if (Volatile.Read(ref _certificateExpiry) is > 0 and var expiry)
        {
            Gauge(text, "certificate_expiry_timestamp_seconds", "When the webhook's self-managed certificate runs out.", expiry);
        }

        return text.ToString();
    }

    private static CounterSet<WatchRestart> NewWatchRestarts() => new(Prefix + "watch_restarts_total", "Watches that were started again.", "reason");

    private static void Gauge(StringBuilder text, string name, string help, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Prefix}{name} {help}\n# TYPE {Prefix}{name} gauge\n{Prefix}{name} {value}\n");
}

using ConfigSync.Controller.Certificates;
using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Telemetry;

namespace ConfigSync.Controller.Hosting;

/// <summary>The page at <c>/metrics</c>. Each part counts for itself; this only reads. Labels take their values from closed sets.</summary>
internal sealed class MetricsPage(
    ClusterState cluster, ClusterWatch watch, PendingNudges nudges, Nudger nudger, PendingRollouts rollouts, Roller roller, CertificateKeeper certificates, LeaderWork work)
{
    private const string Prefix = "config_sync_controller_";

    public string Render()
    {
        var page = new ExpositionWriter();
        Results(page, Prefix + "nudges_total", "Patches of the nudge annotation, by result.", nudger.Outcomes);
        page.Histogram(Prefix + "nudge_latency_seconds", "Time from the watch event of a change to its first patch.", nudger.Latency);
        Results(page, Prefix + "rollouts_total", "Checks of owners whose configuration may have changed, by result.", roller.Outcomes);
        page.Metric(Prefix + "watch_restarts_total", "counter", "Restarted watches, by reason.");
        foreach (var (resource, restarts) in watch.Restarts)
        {
            foreach (var (reason, count) in restarts.Read())
            {
                page.Sample(Prefix + "watch_restarts_total", count, ("resource", resource), ("reason", reason));
            }
        }

        var counts = cluster.Count();
        var (waiting, active) = rollouts.Count();
        page.Metric(Prefix + "pods", "gauge", "Injected Pods in the cache.", counts.Pods)
            .Metric(Prefix + "objects", "gauge", "ConfigMaps and Secrets in the cache.", counts.Objects)
            .Metric(Prefix + "queue_depth", "gauge", "Items that wait in a queue.")
            .Sample(Prefix + "queue_depth", nudges.Depth, ("queue", "nudges"))
            .Sample(Prefix + "queue_depth", waiting, ("queue", "rollouts"))
            .Metric(Prefix + "rollouts_active", "gauge", "Owners that roll now.", active)
            .Metric(Prefix + "leader", "gauge", "1 when this replica is the leader.", work.Leads ? 1 : 0);
        if (certificates.Expiry is > 0 and var expiry)
        {
            page.Metric(Prefix + "certificate_expiry_timestamp_seconds", "gauge", "Time at which the webhook's self-managed certificate expires.", expiry);
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

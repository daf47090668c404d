using ConfigSync.Options;
using ConfigSync.Telemetry;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>The page that Prometheus reads. Names are a contract with dashboards and alerts: add, never rename.</summary>
internal static class MetricsPage
{
    private const string Prefix = "config_sync_webhook_";

    /// <summary>Renders the page as of now.</summary>
    public static string Render(WebhookMetrics metrics)
    {
        var page = new ExpositionWriter();
        page.Metric(Prefix + "requests_total", "counter", "Admission requests by outcome and reason.");
        foreach (var (reason, count) in metrics.Requests.Read())
        {
            page.Sample(Prefix + "requests_total", count, ("outcome", RequestOutcome.Of(reason)), ("reason", reason.Code));
        }

        page.Histogram(Prefix + "request_duration_seconds", "Time from reading a request's body to its response.", metrics.Duration)
            .Histogram(Prefix + "patch_bytes", "Sizes of the patches in responses.", metrics.PatchBytes)
            .Metric(Prefix + "in_flight_requests", "gauge", "Admission requests in flight.", metrics.InFlight)
            .Metric(Prefix + "certificate_expiry_timestamp_seconds", "gauge", "Time at which the serving certificate expires.",
                metrics.CertificateExpiry.ToUnixTimeSeconds());
        Reloads(page, Prefix + "certificate_reloads_total", "Certificate reloads, by result.", metrics.CertificateReloads);
        Reloads(page, Prefix + "profile_reloads_total", "Reloads of the profiles file, by result.", metrics.ProfileReloads);
        page.Metric(Prefix + "build_info", "gauge", "Version of the program, as a label.")
            .Sample(Prefix + "build_info", 1, ("version", ProductVersion.Text));
        Process(page);
        return page.ToString();
    }

    private static void Reloads(ExpositionWriter page, string name, string help, ReloadCounter counter) =>
        page.Metric(name, "counter", help).Sample(name, counter.Successes, ("result", "success")).Sample(name, counter.Failures, ("result", "failure"));

    private static void Process(ExpositionWriter page)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        page.Metric("process_cpu_seconds_total", "counter", "Processor time, user and system.", Environment.CpuUsage.TotalTime.TotalSeconds)
            .Metric("process_resident_memory_bytes", "gauge", "Resident memory.", self.WorkingSet64)
            .Metric("process_start_time_seconds", "gauge", "Start time of the process.",
                new DateTimeOffset(self.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0)
            .Metric("process_threads", "gauge", "Threads of the process.", self.Threads.Count);
    }
}

using System.Net;
using System.Text;
using ConfigSync.Injection.Findings;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Tests.Telemetry;

public sealed class MetricsTests
{
    [Fact]
    public void PageParsesAndEverySeriesIsThereFromTheStart()
    {
        var samples = Exposition.Parse(MetricsPage.Render(new WebhookMetrics()));
        var expected = Reasons.All.Where(static reason => reason.Kind is ReasonKind.Decision or ReasonKind.Malformed)
            .Select(static reason => $"config_sync_webhook_requests_total{{outcome=\"{RequestOutcome.Of(reason)}\",reason=\"{reason.Code}\"}}");
        Assert.Equal(expected, samples.Keys.Where(static name => name.StartsWith("config_sync_webhook_requests_total", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RequestsAreCountedByOutcomeAndReason()
    {
        await using var webhook = await WebhookProcess.StartAsync();
        using var client = webhook.Client();
        foreach (var name in (string[])["metrics-governor", "amp-0", "no-config"])
        {
            using var response = await client.PostAsync("/mutate", Corpus.Body(name));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        using var malformed = await client.PostAsync("/mutate", Encoding.UTF8.GetBytes("{"));
        using var unsupported = await client.PostAsync("/mutate", Encoding.UTF8.GetBytes("{}"), "text/plain");

        using var page = await webhook.Plain.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        var samples = Exposition.Parse(await page.Content.ReadAsStringAsync());
        Assert.Equal(2, samples["config_sync_webhook_requests_total{outcome=\"patched\",reason=\"injected\"}"]);
        Assert.Equal(1, samples["config_sync_webhook_requests_total{outcome=\"unchanged\",reason=\"no-source\"}"]);
        Assert.Equal(1, samples["config_sync_webhook_requests_total{outcome=\"malformed\",reason=\"malformed-body\"}"]);
        Assert.Equal(1, samples["config_sync_webhook_requests_total{outcome=\"malformed\",reason=\"unsupported-media-type\"}"]);
        Assert.Equal(5, samples.Where(static sample => sample.Key.StartsWith("config_sync_webhook_requests_total", StringComparison.Ordinal)).Sum(static sample => sample.Value));
        Assert.Equal(4, samples["config_sync_webhook_request_duration_seconds_count"]);
        Assert.Equal(2, samples["config_sync_webhook_patch_bytes_count"]);
        Assert.Equal(0, samples["config_sync_webhook_in_flight_requests"]);
        Assert.InRange(samples["process_resident_memory_bytes"], 1_000_000, 1_000_000_000);
        // The kernel counts in ticks from a boot time in whole seconds: within a second is as good as it gets.
        Assert.InRange(samples["process_start_time_seconds"], 1, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
    }

    [Fact]
    public async Task HealthAndReadinessAreServedOnThePlainPort()
    {
        await using var webhook = await WebhookProcess.StartAsync();
        Assert.Equal("ok\n", await webhook.Plain.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        Assert.Equal("ready\n", await webhook.Plain.GetStringAsync(new Uri("/readyz", UriKind.Relative)));
    }
}

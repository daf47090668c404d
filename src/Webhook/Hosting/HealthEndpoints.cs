using ConfigSync.Telemetry;
using ConfigSync.Webhook.Admission;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Hosting;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var readiness = app.ServiceProvider.GetRequiredService<Readiness>();
        var metrics = app.ServiceProvider.GetRequiredService<WebhookMetrics>();
        app.MapGet("/healthz", static context => context.Response.WriteAsync("ok\n"));
        app.MapGet("/readyz", context => WriteReadiness(context.Response, readiness));
        app.MapGet("/metrics", context => WriteMetrics(context.Response, metrics));
    }

    private static Task WriteReadiness(HttpResponse response, Readiness readiness)
    {
        response.StatusCode = readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return response.WriteAsync(readiness.Ready ? "ready\n" : readiness.Draining ? "draining\n" : "starting\n");
    }

    private static Task WriteMetrics(HttpResponse response, WebhookMetrics metrics)
    {
        response.ContentType = ExpositionWriter.ContentType;
        return response.WriteAsync(MetricsPage.Render(metrics));
    }
}

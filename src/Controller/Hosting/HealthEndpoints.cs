using ConfigSync.Controller.Cluster;
using ConfigSync.Telemetry;

namespace ConfigSync.Controller.Hosting;

/// <summary>The endpoints of probes and of Prometheus.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", Healthy);
        endpoints.MapGet("/readyz", Ready);
        endpoints.MapGet("/metrics", Metrics);
    }

    private static Task Healthy(HttpContext context) => context.Response.WriteAsync("ok\n");

    private static Task Ready(HttpContext context)
    {
        var isSynced = context.RequestServices.GetRequiredService<ClusterState>().IsSynced;
        context.Response.StatusCode = isSynced ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(isSynced ? "ok\n" : "cache not synced: still listing Pods, ConfigMaps and Secrets\n");
    }

    private static Task Metrics(HttpContext context)
    {
        context.Response.ContentType = ExpositionWriter.ContentType;
        return context.Response.WriteAsync(context.RequestServices.GetRequiredService<MetricsPage>().Render());
    }
}

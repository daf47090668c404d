using System.Text;
using ConfigSync.Agent.Http;

namespace ConfigSync.Agent.Reporting;

/// <summary>The served pages by path.</summary>
internal static class Pages
{
    private const string MetricsType = "text/plain; version=0.0.4; charset=utf-8";

    public static Func<string, HttpPage> Of(AgentStatus status, string version) => path => path switch
    {
        "/metrics" => new HttpPage(200, MetricsType, Encoding.UTF8.GetBytes(status.Read(status => MetricsPage.Print(status, version)))),
        "/status" => new HttpPage(200, HttpPage.Json, status.Read(status => StatusPage.Print(status, version))),
        "/healthz" => status.Stalled ? HttpPage.Line(503, "the event loop is stalled") : HttpPage.Line(200, "ok"),
        "/readyz" => status.Read(static status => status.Ready) ? HttpPage.Line(200, "ok") : HttpPage.Line(503, NotReady(status)),
        _ => HttpPage.Line(404, "not found; try /metrics, /healthz, /readyz or /status"),
    };

    private static string NotReady(AgentStatus status) =>
        status.Read(static status => status.LastError ?? status.Sources.FirstOrDefault(static source => source.Problem is not null)?.Problem) is { } problem
            ? $"the first copy has not been made yet: {problem}"
            : "the first copy has not been made yet";
}

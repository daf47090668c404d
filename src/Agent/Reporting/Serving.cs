using ConfigSync.Agent.Http;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary>Starts the HTTP server. A port in use costs only the metrics: the agent keeps applying configuration without them.</summary>
internal static class Serving
{
    public static HttpServer? TryStart(AgentOptions options, AgentStatus status, string version, LogWriter log)
    {
        if (options.Listen is null)
        {
            return null;
        }

        try
        {
            var server = HttpServer.Start(options.Listen, Pages.Of(status, version), TimeProvider.System);
            log.Listening(server.Port);
            return server;
        }
        catch (NativeException taken)
        {
            log.CannotListen(taken.Message);
            return null;
        }
    }
}

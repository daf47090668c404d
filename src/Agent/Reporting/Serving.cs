using ConfigSync.Agent.Http;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary>Serves what the agent reports, if it can: metrics are not worth the application's configuration.</summary>
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

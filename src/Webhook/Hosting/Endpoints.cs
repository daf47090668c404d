using System.Net;
using ConfigSync.Webhook.Admission;
using ConfigSync.Webhook.Reloading;
using ConfigSync.Webhook.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ConfigSync.Webhook.Hosting;

/// <summary>The two ports, and which paths belong to which.</summary>
internal static class Endpoints
{
    /// <summary>Makes the server listen.</summary>
    public static void Listen(KestrelServerOptions server, WebhookOptions options, ServingCertificate certificate)
    {
        server.AddServerHeader = false;
        // A little above our own limit, which gives the precise answer; this one ends a body without a length.
        server.Limits.MaxRequestBodySize = RequestBody.Limit + 1024;
        Bind(server, options.Address, options.HttpsPort, listen => listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = certificate.OnConnection }));
        Bind(server, options.Address, options.HttpPort, static listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Answers 404 to a path on the other one's port: probes and metrics are not for the outside, and reviews must come encrypted.</summary>
    public static Task KeepApart(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsHttps == (context.Request.Path == AdmissionEndpoint.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Bind(KestrelServerOptions server, string address, int port, Action<ListenOptions> configure)
    {
        if (address == WebhookOptions.EveryAddress)
        {
            server.ListenAnyIP(port, configure);
        }
        else
        {
            server.Listen(IPAddress.Parse(address), port, configure);
        }
    }
}

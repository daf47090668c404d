using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ConfigSync.Webhook.Bench;

/// <summary>What the webhook's speed is compared with: the same server and TLS, which reads each body and answers the same bytes every time.</summary>
internal static class Baseline
{
    public static async Task<int> RunAsync(int port, string certificateFile, string keyFile, int bytes)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(
                new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(handshake) }));
        });
        await using var app = builder.Build();
        var answer = new byte[bytes];
        Array.Fill(answer, (byte)' ');
        app.MapPost("/mutate", (RequestDelegate)(context => AnswerAsync(context, answer)));
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)context.Request.ContentLength! + 1);
        while (await context.Request.Body.ReadAsync(buffer) > 0)
        {
            // Read and thrown away.
        }

        ArrayPool<byte>.Shared.Return(buffer);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        context.Response.BodyWriter.Write(answer);
    }
}

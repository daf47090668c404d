using System.Buffers;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection;
using ConfigSync.Webhook.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace ConfigSync.Webhook.Admission;

/// <summary><c>POST /mutate</c>: HTTP around <see cref="AdmissionHandler"/>.</summary>
internal sealed class AdmissionEndpoint(AdmissionHandler handler, WebhookMetrics metrics, Readiness readiness)
{
    /// <summary>The path that the API server calls.</summary>
    public const string Path = "/mutate";

    private const string Json = "application/json";

    /// <summary>Maps the endpoint. Any other method gets 405 from routing.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var endpoint = app.ServiceProvider.GetRequiredService<AdmissionEndpoint>();
        // A delegate that takes the context: nothing is bound, so nothing is generated or reflected over.
        app.MapPost(Path, endpoint.HandleAsync);
    }

    private async Task HandleAsync(HttpContext context)
    {
        metrics.Began();
        try
        {
            Write(context, await AnswerAsync(context));
        }
        catch (Exception cause) when (cause is ConnectionAbortedException or ConnectionResetException or OperationCanceledException)
        {
            // The caller hung up and nobody waits for an answer; it counts as no request.
        }
        finally
        {
            metrics.Ended();
        }
    }

    private async ValueTask<AdmissionAnswer> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return handler.Refuse(StatusCodes.Status415UnsupportedMediaType, Reasons.UnsupportedMediaType, request.ContentLength);
        }

        try
        {
            using var body = await RequestBody.ReadAsync(request, context.RequestAborted);
            return body is { } read
                ? handler.Answer(read.Content)
                : handler.Refuse(StatusCodes.Status413PayloadTooLarge, Reasons.BodyTooLarge, request.ContentLength);
        }
        catch (BadHttpRequestException malformed)
        {
            return handler.Refuse(malformed.StatusCode, Reasons.MalformedBody, request.ContentLength);
        }
    }

    private void Write(HttpContext context, AdmissionAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.Status == StatusCodes.Status200OK ? Json : "text/plain; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        if (readiness.Draining && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // Callers that keep connections alive would otherwise stay here until the very end. HTTP/2 says it with GOAWAY.
            response.Headers.Connection = "close";
        }

        // Not flushed: the server sends headers and body together when the request ends.
        response.BodyWriter.Write(answer.Body.Span);
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(Json.Length).TrimStart();
        return rest.IsEmpty || rest[0] == ';';
    }
}

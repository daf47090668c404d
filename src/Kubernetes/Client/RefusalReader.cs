using System.Net;
using System.Text.Json;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Kubernetes.Client;

/// <summary>Turns an error response into a typed exception.</summary>
internal static class RefusalReader
{
    // A Status has a few hundred bytes; a proxy in between may send a whole HTML page.
    private const int MostBytes = 64 * 1024;

    public static async Task<KubernetesApiException> ReadAsync(ApiRequest request, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = await ReadStatusAsync(response, cancellationToken);
        return Create(request, response.StatusCode, status, RetryAfter(response, time));
    }

    public static KubernetesApiException Create(ApiRequest request, HttpStatusCode code, Status? status, TimeSpan? retryAfter)
    {
        var reason = status?.Reason is { Length: > 0 } given ? given : code.ToString();
        var message = $"{(int)code} {reason}" + (status?.Message is { Length: > 0 } said ? $": {said}" : "");
        return new KubernetesApiException(request, code, reason, message)
        {
            RetryAfter = retryAfter ?? (status?.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
        };
    }

    private static async Task<Status?> ReadStatusAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > MostBytes || response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            return null;
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, KubernetesJsonContext.Default.Status, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)),
        _ => null,
    };
}

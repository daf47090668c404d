using System.Net;

namespace ConfigSync.Kubernetes;

/// <summary>A request that the API server refused, or that never reached it.</summary>
public sealed class KubernetesApiException : Exception
{
    internal KubernetesApiException(ApiRequest request, HttpStatusCode? code, string reason, string message, Exception? inner = null)
        : base($"can't {request.Verb} {request.Target}: {message}", inner)
    {
        Code = code;
        Reason = reason;
    }

    /// <summary>The HTTP status; <see langword="null"/> when no answer came.</summary>
    public HttpStatusCode? Code { get; }

    /// <summary>The machine-readable reason, such as <c>Forbidden</c> or <c>AlreadyExists</c>.</summary>
    public string Reason { get; }

    /// <summary>How long the server asked us to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The object is not there (any more).</summary>
    public bool IsNotFound => Code == HttpStatusCode.NotFound;

    /// <summary>The object is not what the request took it for: another version, or another object of the same name.</summary>
    public bool IsConflict => Code == HttpStatusCode.Conflict || IsOtherObject;

    /// <summary>Our rights don't suffice.</summary>
    public bool IsForbidden => Code is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;

    /// <summary>The resource version is too old to go on from: list again.</summary>
    public bool IsExpired => Code == HttpStatusCode.Gone;

    /// <summary>The same request may well succeed later.</summary>
    public bool IsTransient => Code is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    // A patch with another's uid is taken for an attempt to change the uid, which is no 409 but a field that is not valid.
    private bool IsOtherObject => Code == HttpStatusCode.UnprocessableEntity && Message.Contains("metadata.uid: ", StringComparison.Ordinal);
}

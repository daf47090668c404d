using System.Net;

namespace ConfigSync.Kubernetes.Client;

/// <summary>A request that the API server refused, or that got no answer.</summary>
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

    /// <summary>The time that the server asked us to wait before the next attempt (<c>Retry-After</c>).</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The object does not exist, or no longer exists.</summary>
    public bool IsNotFound => Code == HttpStatusCode.NotFound;

    /// <summary>The object has another resource version than the request, or is another object of the same name.</summary>
    public bool IsConflict => Code == HttpStatusCode.Conflict || IsOtherObject;

    /// <summary>Our RBAC permissions or our credentials do not suffice.</summary>
    public bool IsForbidden => Code is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;

    /// <summary>410 Gone: the resource version is older than the server's history, so only a new list helps.</summary>
    public bool IsExpired => Code == HttpStatusCode.Gone;

    /// <summary>A transient error: the same request may succeed later.</summary>
    public bool IsTransient => Code is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    // The server takes a patch with the uid of another object for an attempt to change the uid, and answers 422 (invalid field) instead of 409.
    private bool IsOtherObject => Code == HttpStatusCode.UnprocessableEntity && Message.Contains("metadata.uid: ", StringComparison.Ordinal);
}

namespace ConfigSync.Kubernetes.Models;

/// <summary>The <c>Status</c> object in which the API server reports an error.</summary>
internal sealed record Status
{
    public string? Message { get; init; }

    public string? Reason { get; init; }

    public int? Code { get; init; }

    public StatusDetails? Details { get; init; }
}

internal sealed record StatusDetails
{
    public int? RetryAfterSeconds { get; init; }
}

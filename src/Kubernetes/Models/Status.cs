namespace ConfigSync.Kubernetes;

/// <summary>What the API server says when it refuses.</summary>
internal sealed record Status
{
    public string? Message { get; init; }

    public string? Reason { get; init; }

    public int? Code { get; init; }

    public StatusDetails? Details { get; init; }
}

namespace ConfigSync.Kubernetes;

internal sealed record StatusDetails
{
    public int? RetryAfterSeconds { get; init; }
}

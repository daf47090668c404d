using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Controller.Rollouts;

internal sealed record OwnerSpec
{
    public bool Paused { get; init; }

    public int? Replicas { get; init; }

    public OwnerUpdateStrategy? UpdateStrategy { get; init; }

    public OwnerTemplate Template { get; init; } = new();

    internal sealed record OwnerUpdateStrategy(string? Type);

    internal sealed record OwnerTemplate
    {
        public ObjectMeta Metadata { get; init; } = new();
    }
}

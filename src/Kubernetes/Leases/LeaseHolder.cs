using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Kubernetes.Leases;

/// <summary>
/// Acquires, renews and releases one Lease. Each write carries the resource version that it was decided on: of two replicas that try at once the server lets one
/// win, and the other gets a conflict. That is the only fence that Lease itself offers, see <see cref="LeaderElector"/> for writes to other objects.
/// </summary>
internal sealed class LeaseHolder(KubernetesClient client, string namespaceName, string name, string identity, LeaseTiming timing, TimeProvider time)
{
    private readonly LeaseObservation _observation = new(time);
    private Lease? _held;

    /// <summary>Acquires the Lease, or renews it.</summary>
    public async Task<LeaseOutcome> TryHoldAsync(Action<KubernetesApiException> onError, CancellationToken cancellationToken)
    {
        try
        {
            var lease = _held ?? await ReadAsync(cancellationToken);
            if (lease is null)
            {
                _held = await client.CreateAsync(
                    ResourceType.Leases, namespaceName, LeaseRequests.Create(name, NewSpec(null)), KubernetesJsonContext.Default.Lease, cancellationToken);
                return LeaseOutcome.Held;
            }

            _observation.Observe(lease);
            if (!_observation.IsFree(lease, identity, timing.Duration))
            {
                return LeaseOutcome.Taken;
            }

            _held = await UpdateAsync(lease, NewSpec(lease.Spec), cancellationToken);
            return LeaseOutcome.Held;
        }
        catch (KubernetesApiException e)
        {
            _held = null;
            if (!e.IsConflict)
            {
                onError(e);
            }

            // Somebody wrote in between, or our own write arrived but its answer did not. Either way the next attempt reads the Lease again before it decides.
            return LeaseOutcome.Unknown;
        }
        catch (OperationCanceledException)
        {
            _held = null;
            return LeaseOutcome.Unknown;
        }
    }

    /// <summary>Releases the Lease, so that another replica need not wait until it expires.</summary>
    public async Task ReleaseAsync(Action<KubernetesApiException> onError)
    {
        using var deadline = new CancellationTokenSource(timing.RetryPeriod, time);
        try
        {
            // A renewal that was cut off may have succeeded: only the server knows the current version.
            var lease = _held ?? await ReadAsync(deadline.Token);
            _held = null;
            if (lease?.Spec is not { } spec || spec.HolderIdentity != identity)
            {
                return;
            }

            var now = LeaseRequests.Time(time.GetUtcNow());
            await UpdateAsync(lease, spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = now, AcquireTime = now }, deadline.Token);
        }
        catch (KubernetesApiException e)
        {
            onError(e);
        }
        catch (OperationCanceledException)
        {
            // Not reached in time: the others wait until it expires, as they would after a crash.
        }
    }

    private async Task<Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(ResourceType.Leases, namespaceName, name, KubernetesJsonContext.Default.Lease, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private Task<Lease> UpdateAsync(Lease lease, LeaseSpec spec, CancellationToken cancellationToken) => client.MergePatchAsync(
        ResourceType.Leases, namespaceName, name, LeaseRequests.Update(lease.Metadata?.ResourceVersion ?? "", spec), KubernetesJsonContext.Default.Lease, cancellationToken);

    private LeaseSpec NewSpec(LeaseSpec? before)
    {
        var now = LeaseRequests.Time(time.GetUtcNow());
        var renews = before?.HolderIdentity == identity;
        return new LeaseSpec
        {
            HolderIdentity = identity,
            LeaseDurationSeconds = (int)timing.Duration.TotalSeconds,
            AcquireTime = renews ? before!.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = (before?.LeaseTransitions ?? 0) + (renews || before is null ? 0 : 1),
        };
    }
}

/// <summary>The outcome of one attempt to acquire or renew a Lease.</summary>
internal enum LeaseOutcome
{
    Held, // By us, until it is no longer renewed.
    Taken, // Held by another replica.
    Unknown, // The server gave no answer.
}

namespace ConfigSync.Kubernetes;

/// <summary>Takes, renews and gives back one Lease. Each write carries the version that it was decided on, so of two that try only one succeeds.</summary>
internal sealed class LeaseHolder(KubernetesClient client, string inNamespace, string name, string identity, LeaseTiming timing, TimeProvider time)
{
    private readonly LeaseObservation _observation = new(time);
    private Lease? _held;

    /// <summary>Takes the Lease, or renews it.</summary>
    public async Task<LeaseOutcome> TryHoldAsync(Action<KubernetesApiException> fault, CancellationToken cancellationToken)
    {
        try
        {
            var lease = _held ?? await ReadAsync(cancellationToken);
            if (lease is null)
            {
                _held = await client.CreateAsync(
                    ResourceType.Leases, inNamespace, LeaseRequests.Create(name, NewSpec(null)), KubernetesJsonContext.Default.Lease, cancellationToken);
                return LeaseOutcome.Held;
            }

            _observation.See(lease);
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
                fault(e);
            }

            // After a conflict somebody wrote in between. Whether that was a take-over is seen by reading again, not by guessing.
            return LeaseOutcome.Unknown;
        }
        catch (OperationCanceledException)
        {
            _held = null;
            return LeaseOutcome.Unknown;
        }
    }

    /// <summary>Gives the Lease back, so that another need not wait until it runs out.</summary>
    public async Task ReleaseAsync(Action<KubernetesApiException> fault)
    {
        using var deadline = new CancellationTokenSource(timing.RetryPeriod, time);
        try
        {
            // A renewal that was cut off may have succeeded: then only the server knows.
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
            fault(e);
        }
        catch (OperationCanceledException)
        {
            // Not reached in time: the others wait until it runs out, as they would after a crash.
        }
    }

    private async Task<Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(ResourceType.Leases, inNamespace, name, KubernetesJsonContext.Default.Lease, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private Task<Lease> UpdateAsync(Lease lease, LeaseSpec spec, CancellationToken cancellationToken) => client.MergePatchAsync(
        ResourceType.Leases, inNamespace, name, LeaseRequests.Update(lease.Metadata?.ResourceVersion ?? "", spec), KubernetesJsonContext.Default.Lease, cancellationToken);

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

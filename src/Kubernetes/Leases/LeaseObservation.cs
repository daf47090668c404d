using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Kubernetes.Leases;

/// <summary>
/// The last state of a Lease that this process observed, and when, by its own monotonic clock. A Lease expires when we saw no change for its duration. The
/// <c>renewTime</c> in it is never compared with our clock: it was written by the clock of another node, and a few seconds of skew would let two replicas lead.
/// It only counts as a value that changes with each renewal. The price: a replica that just started waits for one full duration before it may take over.
/// </summary>
internal sealed class LeaseObservation(TimeProvider time)
{
    private string? _record;
    private long _changedAt;

    public void Observe(Lease lease)
    {
        var record = $"{lease.Spec?.HolderIdentity}/{lease.Spec?.RenewTime}/{lease.Spec?.LeaseTransitions}";
        if (record != _record)
        {
            _record = record;
            _changedAt = time.GetTimestamp();
        }
    }

    /// <summary>True when <paramref name="identity"/> may acquire the Lease: released, its own, or not renewed for <paramref name="duration"/>.</summary>
    public bool IsFree(Lease lease, string identity, TimeSpan duration)
    {
        var holder = lease.Spec?.HolderIdentity;
        return string.IsNullOrEmpty(holder) || holder == identity || time.GetElapsedTime(_changedAt) >= duration;
    }
}

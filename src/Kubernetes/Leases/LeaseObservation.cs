namespace ConfigSync.Kubernetes;

/// <summary>
/// What this process saw of a Lease, and when by its own clock. Renewals are judged by when we saw the record change, never by the time written in it:
/// clocks of nodes differ.
/// </summary>
internal sealed class LeaseObservation(TimeProvider time)
{
    private string? _record;
    private long _changedAt;

    /// <summary>Takes note of a record.</summary>
    public void See(Lease lease)
    {
        var record = $"{lease.Spec?.HolderIdentity}/{lease.Spec?.RenewTime}/{lease.Spec?.LeaseTransitions}";
        if (record != _record)
        {
            _record = record;
            _changedAt = time.GetTimestamp();
        }
    }

    /// <summary>Whether <paramref name="identity"/> may take the Lease.</summary>
    public bool IsFree(Lease lease, string identity, TimeSpan duration)
    {
        var holder = lease.Spec?.HolderIdentity;
        return string.IsNullOrEmpty(holder) || holder == identity || time.GetElapsedTime(_changedAt) >= duration;
    }
}

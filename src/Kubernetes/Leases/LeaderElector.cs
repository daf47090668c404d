namespace ConfigSync.Kubernetes;

/// <summary>
/// Lets one of several processes lead, by holding a Lease. The one that leads stops before others may start: it acts only while its last renewal is younger
/// than <see cref="LeaseTiming.RenewDeadline"/>, and the others wait for <see cref="LeaseTiming.Duration"/>.
/// </summary>
public sealed class LeaderElector
{
    private readonly LeaseHolder _lease;
    private readonly LeaseTiming _timing;
    private readonly TimeProvider _time;
    private readonly Random _random;

    public LeaderElector(KubernetesClient client, string inNamespace, string name, string identity, LeaseTiming timing, TimeProvider time, Random random)
    {
        _lease = new LeaseHolder(client, inNamespace, name, identity, timing, time);
        _timing = timing;
        _time = time;
        _random = random;
    }

    /// <summary>
    /// Runs <paramref name="lead"/> whenever this process leads, with a token that is cancelled when it no longer does.
    /// Returns when cancelled, after the work has ended and the Lease was given back, so that another can lead at once.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> lead, Action<KubernetesApiException> fault, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var asked = _time.GetTimestamp();
            if (await _lease.TryHoldAsync(fault, cancellationToken) == LeaseOutcome.Held)
            {
                await LeadAsync(asked, lead, fault, cancellationToken);
            }

            // A little earlier each time, so that candidates don't ask in step, and whoever takes over does so within the period.
            await WaitAsync(_timing.RetryPeriod * (1 - (_random.NextDouble() / 5)), cancellationToken);
        }
    }

    private async Task LeadAsync(long heldSince, Func<CancellationToken, Task> lead, Action<KubernetesApiException> fault, CancellationToken cancellationToken)
    {
        // Not linked to the caller's token: what is being done must have ended before the Lease is given back.
        using var held = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = lead(held.Token);
        // Work that ends by itself has failed: others shall have a chance.
        var ended = CancelAfterAsync(work, stop);

        await RenewAsync(heldSince, fault, stop.Token);
        await held.CancelAsync();
        await ended;
        await _lease.ReleaseAsync(fault);
        if (work.IsFaulted)
        {
            await work;
        }
    }

    private static async Task CancelAfterAsync(Task work, CancellationTokenSource stop)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
    }

    /// <summary>Renews until the Lease is another's, the deadline passed, or we are to stop.</summary>
    private async Task RenewAsync(long renewedAt, Action<KubernetesApiException> fault, CancellationToken stop)
    {
        while (_timing.RenewDeadline - _time.GetElapsedTime(renewedAt) is var left && left > TimeSpan.Zero)
        {
            await WaitAsync(left < _timing.RetryPeriod ? left : _timing.RetryPeriod, stop);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            var asked = _time.GetTimestamp();
            using var deadline = new CancellationTokenSource(AtLeastZero(_timing.RenewDeadline - _time.GetElapsedTime(renewedAt)), _time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
            switch (await _lease.TryHoldAsync(fault, linked.Token))
            {
                case LeaseOutcome.Held: renewedAt = asked; break;
                case LeaseOutcome.Taken: return;
                case LeaseOutcome.Unknown: break;
            }
        }
    }

    private static TimeSpan AtLeastZero(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

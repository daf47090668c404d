using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Kubernetes.Leases;

/// <summary>
/// Leader election by a Lease (https://kubernetes.io/docs/concepts/architecture/leases/). The leader stops before others may start: it leads only while its last
/// renewal is younger than <see cref="LeaseTiming.RenewDeadline"/>, measured from when the renewal was sent, and the others wait for the longer
/// <see cref="LeaseTiming.Duration"/>, measured from when they saw it. Each side uses its own monotonic clock, so skew between nodes does not matter.
/// A request that was already sent when leadership ended may still arrive later: there is no fencing token on other objects. So every write of a leader must be
/// safe to come late: it carries the version or uid it was decided on, or does the same when repeated.
/// </summary>
public sealed class LeaderElector
{
    private readonly LeaseHolder _lease;
    private readonly LeaseTiming _timing;
    private readonly TimeProvider _time;
    private readonly Random _random;

    public LeaderElector(KubernetesClient client, string namespaceName, string name, string identity, LeaseTiming timing, TimeProvider time, Random random)
    {
        _lease = new LeaseHolder(client, namespaceName, name, identity, timing, time);
        _timing = timing;
        _time = time;
        _random = random;
    }

    /// <summary>
    /// Runs <paramref name="lead"/> whenever this process leads, with a token that is cancelled when it no longer does.
    /// Returns when cancelled, after the work has ended and the Lease was released, so that another replica can lead immediately.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> lead, Action<KubernetesApiException> onError, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // Taken before the request is sent: others see the renewal only later, so our deadline passes before their wait does.
            var asked = _time.GetTimestamp();
            if (await _lease.TryHoldAsync(onError, cancellationToken) == LeaseOutcome.Held)
            {
                await LeadAsync(asked, lead, onError, cancellationToken);
            }

            // Up to a fifth earlier, at random, so that candidates don't ask in step, and a released Lease is taken over within the period.
            await WaitAsync(_timing.RetryPeriod * (1 - (_random.NextDouble() / 5)), cancellationToken);
        }
    }

    private async Task LeadAsync(long heldSince, Func<CancellationToken, Task> lead, Action<KubernetesApiException> onError, CancellationToken cancellationToken)
    {
        // Not linked to the caller's token. The order on the way out: stop renewing, cancel the work, wait for its end, and only then release the Lease.
        // Released earlier, the next leader would work while ours still does.
        using var held = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = lead(held.Token);
        // Work that ends by itself has failed: stop renewing, so that another replica gets a chance.
        var ended = CancelAfterAsync(work, stop);

        await RenewAsync(heldSince, onError, stop.Token);
        await held.CancelAsync();
        await ended;
        await _lease.ReleaseAsync(onError);
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

    /// <summary>Renews until another replica holds the Lease, the deadline has passed, or <paramref name="stop"/> is cancelled.</summary>
    private async Task RenewAsync(long renewedAt, Action<KubernetesApiException> onError, CancellationToken stop)
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
            switch (await _lease.TryHoldAsync(onError, linked.Token))
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

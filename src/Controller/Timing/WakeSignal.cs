namespace ConfigSync.Controller.Timing;

/// <summary>
/// Wakes one waiting loop. Set before the loop waits, it does not wait at all: a change between looking at a queue and waiting is not lost.
/// Safe to set from any thread and under any lock: waiters continue on another thread.
/// </summary>
internal sealed class WakeSignal(TimeProvider time)
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits until set, until the time is over (it may be over already), or until cancelled. The loop finds out by itself what happened.</summary>
    public async Task WaitAsync(TimeSpan? longest, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var set = Volatile.Read(ref _set);
        var wait = longest is { } limit ? TimeSpan.FromTicks(Math.Max(limit.Ticks, 0)) : Timeout.InfiniteTimeSpan;
        await Task.WhenAny(set.Task, Task.Delay(wait, time, timer.Token));
        await timer.CancelAsync();

        // Reset by the one waiter, before it looks at its queue again: whoever sets the old source after this has changed the queue already.
        if (set.Task.IsCompleted)
        {
            Volatile.Write(ref _set, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

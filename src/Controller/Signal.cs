namespace ConfigSync.Controller;

/// <summary>Wakes one waiting loop. Set before the loop waits, it does not wait at all: a change between looking and waiting is not lost.</summary>
internal sealed class Signal(TimeProvider time)
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits until set, until the time is over, or until cancelled. What has happened by then is for the loop to find out.</summary>
    public async Task WaitAsync(TimeSpan? longest, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var set = Volatile.Read(ref _set);
        await Task.WhenAny(set.Task, Task.Delay(longest ?? Timeout.InfiniteTimeSpan, time, timer.Token));
        await timer.CancelAsync();
        if (set.Task.IsCompleted)
        {
            Volatile.Write(ref _set, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

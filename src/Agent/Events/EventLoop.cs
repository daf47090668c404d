using System.Collections.Concurrent;
using ConfigSync.Agent.Native;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Events;

/// <summary>
/// One thread that sleeps in poll(2) and runs asynchronous methods in between. A method that awaits here continues on this thread, so the state of
/// a loop needs no locks. Only <see cref="Post"/> and <see cref="Stop"/> may be called from other threads: they touch <c>_posted</c>, <c>_stopping</c>
/// and the eventfd(2), and nothing else.
/// </summary>
internal sealed class EventLoop : SynchronizationContext, IDisposable
{
    private const int EventNonBlocking = 0x80800;

    private readonly List<Waiter> _waiters = [];
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly SafeFileHandle _wake = Libc.EventFd(0, EventNonBlocking);
    private readonly TimeProvider _time;
    private PollDescriptor[] _descriptors = new PollDescriptor[8];
    private volatile int _thread;
    private volatile bool _stopping;

    public EventLoop(TimeProvider time)
    {
        _time = time;
        if (_wake.IsInvalid)
        {
            throw NativeException.For("create", "eventfd");
        }
    }

    /// <summary>Runs until the task ends or <see cref="Stop"/> is called. True when the task ended; rethrows its exception.</summary>
    public bool Run(Func<Task> start)
    {
        var before = Current;
        _thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            var task = start();
            while (!task.IsCompleted && !_stopping)
            {
                Turn();
            }

            if (task.IsCompleted)
            {
                task.GetAwaiter().GetResult();
            }

            return task.IsCompleted;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Makes <see cref="Run"/> return after the current step. May be called from any thread.</summary>
    public void Stop()
    {
        // The flag comes first: the loop reads it after it has been woken.
        _stopping = true;
        Wake();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        // Enqueued before the wake-up: DrainWake clears the eventfd before the next turn dequeues, so no callback stays behind without a wake-up.
        // The loop's own thread needs none, because it does not sleep while something is posted (MillisecondsUntil).
        _posted.Enqueue((d, state));
        if (Environment.CurrentManagedThreadId != _thread)
        {
            Wake();
        }
    }

    /// <summary>Waits until a descriptor is readable; <see langword="false"/> on timeout.</summary>
    public Task<bool> ReadableAsync(SafeFileHandle descriptor, TimeSpan timeout, CancellationToken cancelled = default) =>
        WaitAsync(descriptor, PollDescriptor.Readable, timeout, cancelled);

    /// <summary>Waits until a descriptor is writable; <see langword="false"/> on timeout.</summary>
    public Task<bool> WritableAsync(SafeFileHandle descriptor, TimeSpan timeout, CancellationToken cancelled = default) =>
        WaitAsync(descriptor, PollDescriptor.Writable, timeout, cancelled);

    public Task DelayAsync(TimeSpan delay, CancellationToken cancelled = default) => WaitAsync(null, 0, delay, cancelled);

    /// <summary>Waits until a pulse is set, and resets it; <see langword="false"/> on timeout.</summary>
    public async Task<bool> PulseAsync(Pulse pulse, TimeSpan timeout)
    {
        if (pulse.Take())
        {
            return true;
        }

        var waiter = Add(new Waiter(null, 0, Deadline(timeout)));
        pulse.Waiting = () => Post(static state => ((Waiter)state!).Source.TrySetResult(true), waiter);
        await waiter.Source.Task;
        pulse.Waiting = null;
        return pulse.Take();
    }

    public void Dispose() => _wake.Dispose();

    private async Task<bool> WaitAsync(SafeFileHandle? descriptor, short wanted, TimeSpan timeout, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var waiter = Add(new Waiter(descriptor, wanted, Deadline(timeout)));
        using var registration = cancelled.UnsafeRegister(static state => ((Waiter)state!).Source.TrySetCanceled(), waiter);
        return await waiter.Source.Task;
    }

    private Waiter Add(Waiter waiter)
    {
        _waiters.Add(waiter);
        return waiter;
    }

    private long Deadline(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);

    private void Turn()
    {
        while (_posted.TryDequeue(out var posted))
        {
            posted.Callback(posted.State);
        }

        // Only here are waiters removed: below, _waiters[i] must stay the one that _descriptors[i + 1] was polled for.
        _waiters.RemoveAll(static waiter => waiter.Source.Task.IsCompleted);
        var count = Poll();
        DrainWake();

        // Completing a waiter runs the method that awaits it, right here. That may append waiters, and complete others of the list: hence "Try".
        var now = _time.GetTimestamp();
        for (var index = 0; index < count; index++)
        {
            var waiter = _waiters[index];
            if (_descriptors[index + 1].Happened != 0)
            {
                waiter.Source.TrySetResult(true);
            }
            else if (waiter.Deadline <= now)
            {
                waiter.Source.TrySetResult(false);
            }
        }
    }

    private unsafe int Poll()
    {
        var count = _waiters.Count;
        if (_descriptors.Length <= count)
        {
            Array.Resize(ref _descriptors, (count + 1) * 2);
        }

        _descriptors[0] = new PollDescriptor { Descriptor = (int)_wake.DangerousGetHandle(), Wanted = PollDescriptor.Readable };
        var nearest = long.MaxValue;
        for (var index = 0; index < count; index++)
        {
            var waiter = _waiters[index];
            _descriptors[index + 1] = waiter.ToPoll();
            nearest = Math.Min(nearest, waiter.Deadline);
        }

        fixed (PollDescriptor* descriptors = _descriptors)
        {
            if (Libc.Poll(descriptors, (nuint)(count + 1), MillisecondsUntil(nearest)) < 0)
            {
                // After EINTR the descriptors say nothing: skip them, the next turn polls again.
                return Errno.Last == Errno.Interrupted ? 0 : throw NativeException.For("wait for", "events");
            }
        }

        return count;
    }

    private int MillisecondsUntil(long deadline)
    {
        if (_stopping || !_posted.IsEmpty)
        {
            return 0;
        }

        // Rounded up: waking before the deadline would only cost another turn.
        return deadline == long.MaxValue
            ? -1
            : (int)Math.Clamp(Math.Ceiling((deadline - _time.GetTimestamp()) * 1_000d / _time.TimestampFrequency), 0, int.MaxValue);
    }

    // Wake-ups add up in the counter of the eventfd, and one read clears them all. It is non-blocking: a full counter (EAGAIN) is readable as well.
    private unsafe void Wake()
    {
        var one = 1UL;
        _ = Libc.Write(_wake, (byte*)&one, sizeof(ulong));
    }

    private unsafe void DrainWake()
    {
        if (_descriptors[0].Happened != 0)
        {
            ulong value;
            _ = Libc.Read(_wake, (byte*)&value, sizeof(ulong));
        }
    }
}

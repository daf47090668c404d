using ConfigSync.Controller.Index;

namespace ConfigSync.Controller.Nudging;

/// <summary>
/// Which Pod is nudged next. A Pod is in here at most once, however often its configuration changes, so the queue is never longer than the index.
/// Namespaces take turns: one with a thousand Pods does not hold up one with a single Pod. Pure: the time comes in as a parameter.
/// </summary>
internal sealed class NudgeQueue(NudgeTiming timing)
{
    public const byte PassesPerChange = 2;

    private readonly TokenBucket _bucket = new(timing.Rate, timing.Burst);
    private readonly PriorityQueue<(PodEntry Pod, int Place), TimeSpan> _later = new();
    private readonly Dictionary<string, Queue<PodEntry>> _ready = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private TimeSpan _pausedUntil;

    /// <summary>Pods that have a patch to come.</summary>
    public int Depth { get; private set; }

    /// <summary>Takes note of a change of something that the Pod mounts.</summary>
    public void Offer(PodEntry pod, TimeSpan now)
    {
        ref var state = ref pod.Nudge;
        if (state.IsSending)
        {
            state.ChangedMeanwhile = true;
            state.ChangedAt = now;
            return;
        }

        if (state.Passes == PassesPerChange)
        {
            return;
        }

        Depth += state.Passes == 0 ? 1 : 0;
        state.Passes = PassesPerChange;
        state.ChangedAt = now;
        if (!state.IsReady)
        {
            Schedule(pod, Earliest(state, now));
        }
    }

    /// <summary>The next Pod to patch now, if there is one and the rate allows it. Each one taken must be given to <see cref="Complete"/>.</summary>
    public PodEntry? TryTake(TimeSpan now)
    {
        MoveDue(now);
        while (_turns.Count > 0 && now >= _pausedUntil)
        {
            var pod = _ready[_turns.Peek()].Peek();
            if (!pod.Nudge.IsGone && !_bucket.TryTake(now))
            {
                return null;
            }

            TakeTurn();
            pod.Nudge.IsReady = false;
            if (pod.Nudge.IsGone)
            {
                Rest(pod);
                continue;
            }

            pod.Nudge.IsSending = true;
            pod.Nudge.WasSent = true;
            pod.Nudge.SentAt = now;
            return pod;
        }

        return null;
    }

    /// <summary>Takes note of what came of a patch.</summary>
    public void Complete(PodEntry pod, NudgeOutcome outcome, TimeSpan now)
    {
        ref var state = ref pod.Nudge;
        state.IsSending = false;
        state.Passes = outcome switch
        {
            NudgeOutcome.Sent or NudgeOutcome.Conflict => (byte)(state.Passes - 1),
            NudgeOutcome.Throttled or NudgeOutcome.Failed => state.Passes,
            _ => 0,
        };
        if (state.ChangedMeanwhile)
        {
            state.ChangedMeanwhile = false;
            state.Passes = PassesPerChange;
        }

        if (state.Passes == 0 || state.IsGone)
        {
            Rest(pod);
            return;
        }

        Schedule(pod, state.Passes == PassesPerChange ? Earliest(state, now) : state.SentAt + timing.Repeat);
    }

    public bool IsPaused(TimeSpan now) => now < _pausedUntil;

    /// <summary>Takes nothing before a time: the server asked for patience, or can't be reached.</summary>
    public void PauseUntil(TimeSpan until) => _pausedUntil = until > _pausedUntil ? until : _pausedUntil;

    /// <summary>When <see cref="TryTake"/> is worth the next call; <see langword="null"/> when only a change makes it so.</summary>
    public TimeSpan? NextAt(TimeSpan now)
    {
        TimeSpan? next = _turns.Count > 0 ? _bucket.NextAt(now) : _later.TryPeek(out _, out var due) ? due : null;
        return next < _pausedUntil ? _pausedUntil : next;
    }

    /// <summary>Forgets everything: another leads now.</summary>
    public void Clear()
    {
        _later.Clear();
        _ready.Clear();
        _turns.Clear();
        _pausedUntil = default;
        Depth = 0;
    }

    private TimeSpan Earliest(in NudgeState state, TimeSpan now) =>
        state.WasSent && state.SentAt + timing.Interval > now ? state.SentAt + timing.Interval : now;

    private void Schedule(PodEntry pod, TimeSpan dueAt)
    {
        ref var state = ref pod.Nudge;

        // A place in the queue can't be taken back, only passed over when it is reached.
        state.Place++;
        _later.Enqueue((pod, state.Place), dueAt);
    }

    private void MoveDue(TimeSpan now)
    {
        while (_later.TryPeek(out var next, out var dueAt) && dueAt <= now)
        {
            _later.Dequeue();
            ref var state = ref next.Pod.Nudge;
            if (state.Place != next.Place || state.Passes == 0 || state.IsReady || state.IsSending)
            {
                continue;
            }

            state.IsReady = true;
            if (!_ready.TryGetValue(next.Pod.Namespace, out var pods))
            {
                _ready.Add(next.Pod.Namespace, pods = new Queue<PodEntry>());
                _turns.Enqueue(next.Pod.Namespace);
            }

            pods.Enqueue(next.Pod);
        }
    }

    private void TakeTurn()
    {
        var turn = _turns.Dequeue();
        var pods = _ready[turn];
        pods.Dequeue();
        if (pods.Count > 0)
        {
            _turns.Enqueue(turn);
        }
        else
        {
            _ready.Remove(turn);
        }
    }

    private void Rest(PodEntry pod)
    {
        pod.Nudge.Passes = 0;
        Depth--;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ConfigSync.Controller.Cluster;

namespace ConfigSync.Controller.Nudging;

/// <summary>
/// Decides which Pod is nudged next. A Pod is in the queue at most once, however often its configuration changes, so the queue is never longer than the list of
/// Pods. Namespaces take turns: one with a thousand Pods does not hold up one with a single Pod. Pure: time is a parameter. Not thread-safe: its owner has the lock.
/// </summary>
/// <remarks>
/// The way of a Pod: at rest, later (not yet due), ready (due, waits for its turn and for the rate), sending, then later again for the second patch, then at rest.
/// </remarks>
internal sealed class NudgeQueue(NudgeTiming timing)
{
    // The second patch covers a kubelet whose own watch lags behind ours.
    private const byte PassesPerChange = 2;

    private readonly TokenBucket _bucket = new(timing.Rate, timing.Burst);

    // Every Pod that was ever offered and still exists, or is still on its way: a Pod at rest keeps the time of its last patch.
    private readonly Dictionary<PodEntry, State> _states = [];
    private readonly PriorityQueue<(PodEntry Pod, int Place), TimeSpan> _later = new();
    private readonly Dictionary<string, Queue<PodEntry>> _ready = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private TimeSpan _pausedUntil;

    /// <summary>Pods that wait for a patch or are being patched.</summary>
    public int Depth { get; private set; }

    /// <summary>Enqueues a Pod after a change of an object that it mounts.</summary>
    public void Offer(PodEntry pod, TimeSpan now)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, pod, out _);
        if (state.IsSending)
        {
            // Whether the kubelet sees this change with the patch on the way is unknown: both passes start over when the patch has ended.
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
            Schedule(pod, ref state, Earliest(state, now));
        }
    }

    /// <summary>The next nudge to send now, if there is one and the rate allows it. Each one taken must be given to <see cref="Complete"/>.</summary>
    public Nudge? TryTake(TimeSpan now)
    {
        MoveDue(now);
        while (_turns.Count > 0 && now >= _pausedUntil)
        {
            var pod = _ready[_turns.Peek()].Peek();
            ref var state = ref Find(pod);

            // A Pod that no longer exists costs no token. The token comes before the turn: without one, the Pod keeps its place.
            if (!state.IsGone && !_bucket.TryTake(now))
            {
                return null;
            }

            TakeTurn();
            state.IsReady = false;
            if (state.IsGone)
            {
                Rest(pod, ref state);
                continue;
            }

            state.IsSending = true;
            state.WasSent = true;
            state.SentAt = now;
            return new Nudge(pod, state.Passes == PassesPerChange, now - state.ChangedAt);
        }

        return null;
    }

    /// <summary>Records the outcome of a nudge.</summary>
    public void Complete(PodEntry pod, NudgeOutcome outcome, TimeSpan now)
    {
        ref var state = ref Find(pod);
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
            Rest(pod, ref state);
            return;
        }

        Schedule(pod, ref state, state.Passes == PassesPerChange ? Earliest(state, now) : state.SentAt + timing.Repeat);
    }

    /// <summary>The Pod no longer exists. If it is queued, it is skipped when its turn comes.</summary>
    public void Remove(PodEntry pod)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrNullRef(_states, pod);
        if (Unsafe.IsNullRef(ref state))
        {
            return;
        }

        state.IsGone = true;
        if (state.Passes == 0 && !state.IsSending)
        {
            _states.Remove(pod);
        }
    }

    public bool IsPaused(TimeSpan now) => now < _pausedUntil;

    /// <summary>Takes nothing before a time: the server throttles us, or can't be reached.</summary>
    public void PauseUntil(TimeSpan until) => _pausedUntil = until > _pausedUntil ? until : _pausedUntil;

    /// <summary>The time at which <see cref="TryTake"/> is worth the next call; <see langword="null"/> when only a change makes it so.</summary>
    public TimeSpan? NextAt(TimeSpan now)
    {
        TimeSpan? next = _turns.Count > 0 ? _bucket.NextAt(now) : _later.TryPeek(out _, out var due) ? due : null;
        return next < _pausedUntil ? _pausedUntil : next;
    }

    /// <summary>Forgets everything: another replica leads now. No nudge may be on the way.</summary>
    public void Clear()
    {
        _states.Clear();
        _later.Clear();
        _ready.Clear();
        _turns.Clear();
        _pausedUntil = default;
        Depth = 0;
    }

    private ref State Find(PodEntry pod) => ref CollectionsMarshal.GetValueRefOrNullRef(_states, pod);

    private TimeSpan Earliest(in State state, TimeSpan now) =>
        state.WasSent && state.SentAt + timing.Interval > now ? state.SentAt + timing.Interval : now;

    private void Schedule(PodEntry pod, ref State state, TimeSpan dueAt)
    {
        // An entry of a priority queue can't be removed: an outdated one is recognised by its place, and skipped when it is due.
        state.Place++;
        _later.Enqueue((pod, state.Place), dueAt);
    }

    private void MoveDue(TimeSpan now)
    {
        while (_later.TryPeek(out var next, out var dueAt) && dueAt <= now)
        {
            _later.Dequeue();
            ref var state = ref Find(next.Pod);
            if (Unsafe.IsNullRef(ref state) || state.Place != next.Place || state.Passes == 0 || state.IsReady || state.IsSending)
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

    private void Rest(PodEntry pod, ref State state)
    {
        state.Passes = 0;
        Depth--;
        if (state.IsGone)
        {
            _states.Remove(pod);
        }
    }

    /// <summary>The place of a Pod in the queue. A mutable struct, so that thousands of them are one array: always taken by reference.</summary>
    private struct State
    {
        /// <summary>Patches that are still to be sent: two after a change, one after the first was sent, none at rest.</summary>
        public byte Passes;

        public bool IsReady;

        public bool IsSending;

        /// <summary>True when another change came while the patch was on the way.</summary>
        public bool ChangedMeanwhile;

        public bool IsGone;

        /// <summary>True when a patch was sent before; <see cref="SentAt"/> means nothing otherwise.</summary>
        public bool WasSent;

        /// <summary>The number of the one entry among those that are not yet due that counts.</summary>
        public int Place;

        public TimeSpan SentAt;

        /// <summary>The time of the change that the next patch is for.</summary>
        public TimeSpan ChangedAt;
    }
}

/// <summary>One patch to send.</summary>
/// <param name="Pod">The Pod.</param>
/// <param name="IsFirst">True for the first patch after a change, false for the second.</param>
/// <param name="Waited">The time since the event of the change.</param>
internal sealed record Nudge(PodEntry Pod, bool IsFirst, TimeSpan Waited);

/// <summary>The pace of nudges.</summary>
/// <param name="Rate">Patches per second in the long run.</param>
/// <param name="Burst">Patches at once after a quiet time.</param>
/// <param name="Interval">The least time between two patches of one Pod.</param>
/// <param name="Repeat">The time between the first patch and the second: the kubelet's own watch may lag behind ours.</param>
internal sealed record NudgeTiming(int Rate, int Burst, TimeSpan Interval, TimeSpan Repeat);

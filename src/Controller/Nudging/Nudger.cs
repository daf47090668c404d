using ConfigSync.Contract;
using ConfigSync.Controller.Index;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Nudging;

/// <summary>Sends the patches that the queue asks for.</summary>
internal sealed class Nudger(ClusterState cluster, KubernetesClient client, ControllerMetrics metrics, TimeProvider time, ILogger<Nudger> log)
{
    // More than this at once gains nothing: the rate is bounded, and a patch takes a few milliseconds.
    private const int MostAtOnce = 16;

    private readonly RequestBackoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), Random.Shared);

    /// <summary>Runs while this replica leads. Returns when every patch that was on the way has ended.</summary>
    public async Task RunAsync(CancellationToken leading)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        while (!leading.IsCancellationRequested)
        {
            await places.WaitAsync(CancellationToken.None);
            var (pod, wait, latency) = cluster.WithNudges(static (queue, now) =>
            {
                var next = queue.TryTake(now);
                return (next, next is null ? queue.NextAt(now) - now : null, next is null ? default : now - next.Nudge.ChangedAt);
            });
            if (pod is null)
            {
                places.Release();
                await cluster.NudgesChanged.WaitAsync(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, leading);
                continue;
            }

            _ = SendAsync(pod, latency, places, leading);
        }

        for (var place = 0; place < MostAtOnce; place++)
        {
            await places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(PodEntry pod, TimeSpan latency, SemaphoreSlim places, CancellationToken leading)
    {
        var isFirst = pod.Nudge.Passes == NudgeQueue.PassesPerChange;
        pod.NudgedAt = Math.Max(pod.NudgedAt + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
        var outcome = await TrySendAsync(pod, leading);
        metrics.Nudges.Add(outcome);
        if (isFirst && outcome == NudgeOutcome.Sent)
        {
            metrics.NudgeLatency.Record(latency.TotalSeconds);
        }

        cluster.WithNudges((queue, now) =>
        {
            queue.Complete(pod, outcome, now);
            return true;
        });
        cluster.NudgesChanged.Set();
        places.Release();
    }

    private async Task<NudgeOutcome> TrySendAsync(PodEntry pod, CancellationToken leading)
    {
        try
        {
            await client.MergePatchAsync(ResourceType.Pods, pod.Namespace, pod.Name, Patch(pod), leading);
            _backoff.Reset();
            return NudgeOutcome.Sent;
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return NudgeOutcome.Gone;
        }
        catch (KubernetesApiException e) when (e.IsConflict)
        {
            return NudgeOutcome.Conflict;
        }
        catch (KubernetesApiException e) when (e.IsTransient)
        {
            Pause(e);
            return e.RetryAfter is null ? NudgeOutcome.Failed : NudgeOutcome.Throttled;
        }
        catch (KubernetesApiException e)
        {
            log.NudgeRefused(e.Message, pod.Namespace, pod.Name);
            return e.IsForbidden ? NudgeOutcome.Forbidden : NudgeOutcome.Refused;
        }
        catch (OperationCanceledException)
        {
            // No longer the leader: the next one looks at what changed lately.
            return NudgeOutcome.Failed;
        }
    }

    /// <summary>Leaves the server alone for a while. Patches that fail together while it is left alone are one failure.</summary>
    private void Pause(KubernetesApiException fault)
    {
        var pause = cluster.WithNudges((queue, now) =>
        {
            if (queue.IsPaused(now) && fault.RetryAfter is null)
            {
                return TimeSpan.Zero;
            }

            var wait = _backoff.Next(fault.RetryAfter);
            queue.PauseUntil(now + wait);
            return wait;
        });
        if (pause > TimeSpan.Zero)
        {
            log.NudgeFailed(fault.Message, pause.TotalSeconds);
        }
    }

    /// <summary>
    /// With the uid in it, the server refuses when the Pod is another of the same name. The value grows with time, so that whoever leads next
    /// can tell which Pods were served.
    /// </summary>
    private static ReadOnlyMemory<byte> Patch(PodEntry pod) => JsonBody.Write(pod, static (json, pod) =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("uid", pod.Uid);
        json.WriteStartObject("annotations");
        json.WriteString(InjectedNames.NudgeAnnotationKey, pod.NudgedAt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    });
}

using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Telemetry;

namespace ConfigSync.Controller.Nudging;

/// <summary>Sends the pending nudges.</summary>
internal sealed class Nudger(ClusterState cluster, PendingNudges pending, KubernetesClient client, ILogger<Nudger> log)
{
    // More at once gain nothing: the rate is bounded, and a patch takes a few milliseconds.
    private const int MostAtOnce = 16;

    public CounterSet<NudgeOutcome> Outcomes { get; } = new();

    /// <summary>Seconds from the event of a change to its first patch.</summary>
    public Histogram Latency { get; } = new([0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]);

    /// <summary>Runs while this replica leads. Returns when every patch that was on the way has ended.</summary>
    public Task RunAsync(CancellationToken leading) => cluster.PublishDuringAsync(() => SendAllAsync(leading), pending);

    private async Task SendAllAsync(CancellationToken leading)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        while (!leading.IsCancellationRequested)
        {
            await places.WaitAsync(CancellationToken.None);
            if (pending.TryTake(out var wait) is { } nudge)
            {
                _ = SendAsync(nudge, places, leading);
                continue;
            }

            places.Release();
            await pending.WaitAsync(wait, leading);
        }

        // All places taken: no patch is on the way any more.
        for (var place = 0; place < MostAtOnce; place++)
        {
            await places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(Nudge nudge, SemaphoreSlim places, CancellationToken leading)
    {
        var outcome = await TrySendAsync(nudge.Pod, leading);
        Outcomes.Add(outcome);
        if (nudge.IsFirst && outcome == NudgeOutcome.Sent)
        {
            Latency.Record(nudge.Waited.TotalSeconds);
        }

        pending.Complete(nudge.Pod, outcome);
        places.Release();
    }

    private async Task<NudgeOutcome> TrySendAsync(PodEntry pod, CancellationToken leading)
    {
        try
        {
            await client.MergePatchAsync(ResourceType.Pods, pod.Namespace, pod.Name, Patch(pod.Uid, cluster.NextNudge(pod)), leading);
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
            if (pending.Pause(e.RetryAfter) is var pause && pause > TimeSpan.Zero)
            {
                log.NudgeFailed(e.Message, pause.TotalSeconds);
            }

            return e.RetryAfter is null ? NudgeOutcome.Failed : NudgeOutcome.Throttled;
        }
        catch (KubernetesApiException e)
        {
            log.NudgeRefused(e.Message, pod.Namespace, pod.Name);
            return e.IsForbidden ? NudgeOutcome.Forbidden : NudgeOutcome.Refused;
        }
        catch (OperationCanceledException)
        {
            // No longer the leader: the next one looks at what changed recently.
            return NudgeOutcome.Failed;
        }
    }

    /// <summary>With the uid in the patch, the server refuses it for another Pod of the same name. The value grows with time, which the next leader relies on.</summary>
    private static ReadOnlyMemory<byte> Patch(string uid, long sequence) => JsonBody.Write((uid, sequence), static (json, patch) =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("uid", patch.uid);
        json.WriteStartObject("annotations");
        json.WriteString(InjectedNames.NudgeAnnotationKey, patch.sequence.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    });
}

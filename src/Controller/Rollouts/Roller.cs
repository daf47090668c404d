using ConfigSync.Controller.Index;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>Looks at workloads whose configuration may have changed, one after the other, and rolls those whose contents differ from what was recorded.</summary>
internal sealed class Roller
{
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(10);

    private readonly ClusterState _cluster;
    private readonly KubernetesClient _client;
    private readonly ControllerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly OwnerFinder _owners;
    private readonly ContentReader _contents;

    public Roller(ClusterState cluster, KubernetesClient client, ControllerMetrics metrics, TimeProvider time, ILogger<Roller> log)
    {
        _cluster = cluster;
        _client = client;
        _metrics = metrics;
        _time = time;
        _log = log;
        _owners = new OwnerFinder(client);
        _contents = new ContentReader(client, e => log.ContentForbidden(e.Message));
    }

    /// <summary>Runs while this replica leads.</summary>
    public async Task RunAsync(CancellationToken leading)
    {
        var lookedAt = _time.GetTimestamp();
        while (!leading.IsCancellationRequested)
        {
            if (_time.GetElapsedTime(lookedAt) >= ProgressPeriod)
            {
                await LookAtProgressAsync(leading);
                lookedAt = _time.GetTimestamp();
            }

            var (workload, wait) = _cluster.WithRolloutQueue((queue, now) => (queue.TryTake(now), WaitFor(queue, now, lookedAt)));
            if (workload is null)
            {
                await _cluster.RolloutsChanged.WaitAsync(wait, leading);
                continue;
            }

            var outcome = await TryRollAsync(workload, leading);
            _metrics.Rollouts.Add(outcome);
            Complete(workload, outcome);
        }
    }

    private TimeSpan? WaitFor(RolloutQueue queue, TimeSpan now, long lookedAt)
    {
        TimeSpan? next = queue.NextAt(now) is { } at ? at - now : null;
        TimeSpan? progress = queue.Active > 0 ? ProgressPeriod - _time.GetElapsedTime(lookedAt) : null;
        var wait = next is null || progress < next ? progress : next;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private void Complete(Workload workload, RolloutOutcome outcome) => _cluster.WithRolloutQueue((queue, now) =>
    {
        queue.Seen(workload);
        switch (outcome)
        {
            case RolloutOutcome.Queued: queue.Park(workload); break;
            case RolloutOutcome.Conflict: queue.Retry(workload, now, ConflictPause); break;
            case RolloutOutcome.Failed: queue.Retry(workload, now, FailurePause); break;
        }

        return true;
    });

    private async Task<RolloutOutcome> TryRollAsync(Workload workload, CancellationToken leading)
    {
        try
        {
            var (owner, otherwise) = await _owners.FindAsync(workload, leading);
            if (owner is null)
            {
                _log.OwnerNotRolled(workload.Reference.Kind, workload.Namespace, workload.Reference.Name, otherwise);
                return otherwise;
            }

            return await RollAsync(owner, leading);
        }
        catch (KubernetesApiException e)
        {
            return Classify(workload, e);
        }
        catch (OperationCanceledException) when (leading.IsCancellationRequested)
        {
            return RolloutOutcome.Failed;
        }
    }

    private RolloutOutcome Classify(Workload workload, KubernetesApiException e)
    {
        var outcome = e switch
        {
            { IsNotFound: true } => RolloutOutcome.OwnerGone,
            { IsConflict: true } => RolloutOutcome.Conflict,
            { IsForbidden: true } => RolloutOutcome.Forbidden,
            _ => RolloutOutcome.Failed,
        };
        if (outcome is RolloutOutcome.Forbidden or RolloutOutcome.Failed)
        {
            _log.RolloutFailed(e.Message, workload.Reference.Kind, workload.Namespace, workload.Reference.Name);
        }

        return outcome;
    }

    private async Task<RolloutOutcome> RollAsync(OwnerKey key, CancellationToken leading)
    {
        var needs = _cluster.NewestNeeds(_owners.WorkloadsOf(key));
        if (needs.Count == 0)
        {
            return RolloutOutcome.OwnerGone;
        }

        // The owner before the contents: what changes after is then noticed, at the latest by the version in the patch or the event of the change.
        var owner = await _client.GetAsync(key.Type, key.Namespace, key.Name, ControllerJsonContext.Default.OwnerObject, leading);
        var contents = await _contents.ReadAsync(key.Namespace, needs, leading);
        var decision = RolloutDecision.Decide(owner.Recorded, contents);
        if (decision.Vanished.Count > 0)
        {
            _log.ContentVanished(key.Type.Kind, key.Namespace, key.Name, string.Join(", ", decision.Vanished));
        }

        if (!decision.Rolls)
        {
            return await RecordAsync(key, owner, decision, leading);
        }

        if (!owner.Spec.Paused && !owner.IsOnDelete && !TryStart(key))
        {
            return RolloutOutcome.Queued;
        }

        return await PatchAsync(key, owner, decision, leading);
    }

    private async Task<RolloutOutcome> RecordAsync(OwnerKey key, OwnerObject owner, RolloutDecision decision, CancellationToken leading)
    {
        if (owner.WasRolledByUs && !owner.Spec.Paused && !owner.IsOnDelete && !owner.HasFinished(key.Type))
        {
            // Rolled by the leader before us: it counts against the limit.
            _cluster.WithRolloutQueue((queue, now) => { queue.Start(key, now); return true; });
        }

        if (decision.Record.Hashes.Count == 0 || decision.Record.ToString() == owner.Recorded?.ToString())
        {
            return RolloutOutcome.Unchanged;
        }

        var body = RolloutRequests.Patch(owner.Metadata.ResourceVersion ?? "", decision.Record, rolls: false);
        await _client.MergePatchAsync(key.Type, key.Namespace, key.Name, body, leading);
        _log.ContentRecorded(key.Type.Kind, key.Namespace, key.Name, decision.Record.Hashes.Count);
        return RolloutOutcome.Recorded;
    }

    private bool TryStart(OwnerKey key) => _cluster.WithRolloutQueue((queue, now) =>
    {
        // One that rolls already may be changed again: it is still one owner rolling.
        if (!queue.MayRoll && !queue.Rolling.ContainsKey(key))
        {
            return false;
        }

        queue.Start(key, now);
        return true;
    });

    private async Task<RolloutOutcome> PatchAsync(OwnerKey key, OwnerObject owner, RolloutDecision decision, CancellationToken leading)
    {
        try
        {
            var body = RolloutRequests.Patch(owner.Metadata.ResourceVersion ?? "", decision.Record, rolls: true);
            await _client.MergePatchAsync(key.Type, key.Namespace, key.Name, body, leading);
        }
        catch (KubernetesApiException)
        {
            Finish(key);
            throw;
        }

        var outcome = owner switch
        {
            { Spec.Paused: true } => RolloutOutcome.RolledPaused,
            { IsOnDelete: true } => RolloutOutcome.RolledOnDelete,
            _ => RolloutOutcome.Rolled,
        };
        var changed = string.Join(", ", decision.Changed);
        _log.OwnerRolled(key.Type.Kind, key.Namespace, key.Name, outcome, changed);
        await TellAsync(key, owner, outcome, changed, leading);
        return outcome;
    }

    private async Task TellAsync(OwnerKey key, OwnerObject owner, RolloutOutcome outcome, string changed, CancellationToken leading)
    {
        var (type, reason, message) = outcome switch
        {
            RolloutOutcome.RolledPaused => ("Warning", "ConfigRolloutPaused", $"{changed} changed; the Deployment is paused, so its Pods are replaced when it is resumed"),
            RolloutOutcome.RolledOnDelete => ("Warning", "ConfigRolloutOnDelete", $"{changed} changed; the update strategy is OnDelete, so Pods get it when they are deleted"),
            _ => ("Normal", "ConfigRollout", $"{changed} changed; replacing Pods"),
        };
        try
        {
            await _client.CreateAsync(ResourceType.Events, key.Namespace, RolloutRequests.Event(key, owner.Metadata.Uid, type, reason, message, _time.GetUtcNow()), leading);
        }
        catch (KubernetesApiException e)
        {
            // What matters is done; an Event is for people.
            _log.EventNotWritten(e.Message, key.Type.Kind, key.Namespace, key.Name);
        }
    }

    private async Task LookAtProgressAsync(CancellationToken leading)
    {
        foreach (var key in _cluster.WithRolloutQueue(static (queue, _) => queue.Rolling.Keys.ToArray()))
        {
            try
            {
                var owner = await _client.GetAsync(key.Type, key.Namespace, key.Name, ControllerJsonContext.Default.OwnerObject, leading);
                if (owner.HasFinished(key.Type))
                {
                    Finish(key);
                }
                else if (_cluster.WithRolloutQueue((queue, now) => queue.IsOverdue(key, now)))
                {
                    _metrics.Rollouts.Add(RolloutOutcome.Stalled);
                    _log.RolloutStalled(key.Type.Kind, key.Namespace, key.Name);
                    Finish(key);
                }
            }
            catch (KubernetesApiException e) when (e.IsNotFound)
            {
                Finish(key);
            }
            catch (KubernetesApiException e)
            {
                _log.RolloutFailed(e.Message, key.Type.Kind, key.Namespace, key.Name);
            }
            catch (OperationCanceledException) when (leading.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Finish(OwnerKey key) => _cluster.WithRolloutQueue((queue, _) => { queue.Finish(key); return true; });
}

using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>Looks at sets of Pods whose configuration may have changed, one after the other, and rolls the owners whose contents differ from the recorded ones.</summary>
internal sealed class Roller
{
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(5);

    private readonly ClusterState _cluster;
    private readonly PendingRollouts _pending;
    private readonly KubernetesClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly OwnerFinder _owners;
    private readonly ContentReader _contents;

    public Roller(ClusterState cluster, PendingRollouts pending, KubernetesClient client, TimeProvider time, ILogger<Roller> log)
    {
        _cluster = cluster;
        _pending = pending;
        _client = client;
        _time = time;
        _log = log;
        _owners = new OwnerFinder(cluster, client);
        _contents = new ContentReader(client, e => log.ContentForbidden(e.Message));
    }

    public CounterSet<RolloutOutcome> Outcomes { get; } = new();

    /// <summary>Runs while this replica leads.</summary>
    public Task RunAsync(CancellationToken leading) => _cluster.PublishDuringAsync(() => RollAllAsync(leading), _pending);

    private async Task RollAllAsync(CancellationToken leading)
    {
        var lookedAt = _time.GetTimestamp();
        while (!leading.IsCancellationRequested)
        {
            if (_time.GetElapsedTime(lookedAt) >= ProgressPeriod)
            {
                await CheckProgressAsync(leading);
                lookedAt = _time.GetTimestamp();
            }

            if (_pending.TryTake(out var wait, out var isRolling) is not { } set)
            {
                await _pending.WaitAsync(Shorter(wait, isRolling, lookedAt), leading);
                continue;
            }

            var outcome = await TryRollAsync(set, leading);
            Outcomes.Add(outcome);
            _pending.Complete(set, outcome);
        }
    }

    private TimeSpan? Shorter(TimeSpan? wait, bool isRolling, long lookedAt)
    {
        TimeSpan? progress = isRolling ? ProgressPeriod - _time.GetElapsedTime(lookedAt) : null;
        return wait is null || progress < wait ? progress : wait;
    }

    private async Task<RolloutOutcome> TryRollAsync(PodSet set, CancellationToken leading)
    {
        try
        {
            var (owner, otherwise) = await _owners.FindAsync(set, leading);
            if (owner is null)
            {
                _log.OwnerNotRolled(set.Owner.Kind, set.Namespace, set.Owner.Name, otherwise.ToString());
                return otherwise;
            }

            return await RollAsync(owner, leading);
        }
        catch (KubernetesApiException e)
        {
            return Classify(set, e);
        }
        catch (OperationCanceledException) when (leading.IsCancellationRequested)
        {
            return RolloutOutcome.Failed;
        }
    }

    private RolloutOutcome Classify(PodSet set, KubernetesApiException e)
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
            _log.RolloutFailed(e.Message, set.Owner.Kind, set.Namespace, set.Owner.Name);
        }

        return outcome;
    }

    private async Task<RolloutOutcome> RollAsync(OwnerKey key, CancellationToken leading)
    {
        var needs = _cluster.NewestNeeds(_owners.SetsOf(key));
        if (needs.Count == 0)
        {
            return RolloutOutcome.OwnerGone;
        }

        // Read the owner before the contents. A later change of the owner makes the patch conflict, and a later change of the contents brings an event of its own.
        var owner = await _client.GetAsync(key.Type, key.Namespace, key.Name, RolloutJsonContext.Default.OwnerObject, leading);
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

        if (!owner.Spec.Paused && !owner.IsOnDelete && !_pending.TryStart(key))
        {
            return RolloutOutcome.Queued;
        }

        return await PatchAsync(key, owner, decision, leading);
    }

    private async Task<RolloutOutcome> RecordAsync(OwnerKey key, OwnerObject owner, RolloutDecision decision, CancellationToken leading)
    {
        if (owner.WasRolledByUs && !owner.Spec.Paused && !owner.IsOnDelete && !owner.HasFinished(key.Type))
        {
            // Rolled by the leader before us.
            _pending.MarkRolling(key);
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

    private async Task<RolloutOutcome> PatchAsync(OwnerKey key, OwnerObject owner, RolloutDecision decision, CancellationToken leading)
    {
        try
        {
            var body = RolloutRequests.Patch(owner.Metadata.ResourceVersion ?? "", decision.Record, rolls: true);
            await _client.MergePatchAsync(key.Type, key.Namespace, key.Name, body, leading);
        }
        catch (KubernetesApiException)
        {
            _pending.Finish(key);
            throw;
        }

        var outcome = owner switch
        {
            { Spec.Paused: true } => RolloutOutcome.RolledPaused,
            { IsOnDelete: true } => RolloutOutcome.RolledOnDelete,
            _ => RolloutOutcome.Rolled,
        };
        var (result, changed) = (outcome.ToString(), string.Join(", ", decision.Changed));
        _log.OwnerRolled(key.Type.Kind, key.Namespace, key.Name, result, changed);
        await WriteEventAsync(key, owner, outcome, changed, leading);
        return outcome;
    }

    private async Task WriteEventAsync(OwnerKey key, OwnerObject owner, RolloutOutcome outcome, string changed, CancellationToken leading)
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
            // The rollout is done; an Event is only for people.
            _log.EventNotWritten(e.Message, key.Type.Kind, key.Namespace, key.Name);
        }
    }

    private async Task CheckProgressAsync(CancellationToken leading)
    {
        foreach (var key in _pending.Rolling())
        {
            try
            {
                var owner = await _client.GetAsync(key.Type, key.Namespace, key.Name, RolloutJsonContext.Default.OwnerObject, leading);
                if (owner.HasFinished(key.Type))
                {
                    _pending.Finish(key);
                }
                else if (_pending.IsOverdue(key))
                {
                    Outcomes.Add(RolloutOutcome.Stalled);
                    _log.RolloutStalled(key.Type.Kind, key.Namespace, key.Name);
                    _pending.Finish(key);
                }
            }
            catch (KubernetesApiException e) when (e.IsNotFound)
            {
                _pending.Finish(key);
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
}

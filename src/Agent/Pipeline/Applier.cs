using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Pipeline;

/// <summary>
/// Applies the desired content in three steps: copy, reload, verify. A change during a round is picked up by the next round, and a failed
/// attempt is repeated until it succeeds or newer content replaces it.
/// </summary>
internal sealed class Applier(AgentContext context, Copier copier, ReloadStep reload, Verifier? verifier, RetryDelay retryDelay, ReadyMark? readyMark)
{
    // The kubelet syncs the volumes of a Pod in parallel: changes that belong together arrive within this time and share one reload.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan SourceMoved = TimeSpan.FromMilliseconds(10);

    private TimeSpan? _copyTook;
    private TimeSpan? _reloadTook;
    private TimeSpan? _verifyTook;
    private string? _lastProblem;

    private bool Pending => context.Sources.Any(static source => source.NeedsCopy || source.NeedsReload || source.IsOutOfDate);

    public async Task RunAsync()
    {
        while (true)
        {
            ReportReadiness();
            if (!Pending)
            {
                await context.Loop.PulseAsync(context.Changed, Timeout.InfiniteTimeSpan);
                continue;
            }

            context.Changed.Take();
            if (context.Sources.Count > 1 && context.Sources.Any(static source => source.NeedsReload && source.Reloaded is not null))
            {
                await CoalesceAsync();
            }

            await RoundAsync();
        }
    }

    private async Task CoalesceAsync()
    {
        var started = context.Time.GetTimestamp();
        while (await context.Loop.PulseAsync(context.Changed, Together) && context.Time.GetElapsedTime(started) < Together * 10)
        {
        }
    }

    // An empty source has nothing to copy; a missing one may have something later.
    private void ReportReadiness()
    {
        if (!context.Status.Read(static status => status.Ready)
            && context.Sources.All(source => source.Desired is null ? source.IsEmpty || !Copies(source) : !Copies(source) || !source.NeedsCopy))
        {
            context.Status.Update(static status => status.Ready = true);
            if (readyMark?.TryWrite() is { } problem)
            {
                context.Log.StateNotSaved(problem);
            }
        }
    }

    private bool Copies(TrackedSource source) => context.Options.Copies.Any(copy => copy.Source == source.Option.Name);

    private async Task RoundAsync()
    {
        var wanted = context.Sources.Select(static source => source.Desired?.Content).ToList();
        var reloading = context.Sources.Any(static source => source.IsOutOfDate && source.Reloaded is not null);
        (_copyTook, _reloadTook, _verifyTook) = (null, null, null);
        var attempt = await AttemptAsync();
        context.Remember();
        foreach (var source in context.Sources)
        {
            context.Report(source);
        }

        if (attempt.Result is not { } result)
        {
            return;
        }

        if (result != ReloadResult.Applied || reloading)
        {
            context.Status.Ended(result, attempt.Problem);
        }

        if (result == ReloadResult.Applied)
        {
            _lastProblem = null;
            retryDelay.Reset();
            return;
        }

        var wait = retryDelay.Next();
        if (attempt.Problem != _lastProblem)
        {
            _lastProblem = attempt.Problem;
            context.Log.NotApplied(result.ToString().ToLowerInvariant(), attempt.Problem!, wait);
        }

        await context.Loop.PulseAsync(context.Changed, wait);
        if (!wanted.SequenceEqual(context.Sources.Select(static source => source.Desired?.Content)))
        {
            retryDelay.Reset();
            _lastProblem = null;
        }
    }

    private async Task<AttemptResult> AttemptAsync()
    {
        if (context.Sources.Any(static source => source.NeedsCopy))
        {
            var copied = Copy();
            if (copied.Result is null)
            {
                // The source changed while it was copied; the observer is about to report that.
                await context.Loop.PulseAsync(context.Changed, SourceMoved);
            }

            if (copied.Result != ReloadResult.Applied)
            {
                return copied;
            }
        }

        ReportReadiness();
        var pending = context.Sources.Where(static source => source.NeedsReload).ToList();
        var reloaded = pending.Count > 0 ? await ReloadAsync(pending) : AttemptResult.Applied;
        // What some containers took is verified, although others failed.
        var verified = await VerifyAsync();
        return reloaded.Result == ReloadResult.Applied || verified.Result is null ? verified
            : verified.Result == ReloadResult.Applied ? reloaded
            : reloaded with { Problem = $"{reloaded.Problem}; {verified.Problem}" };
    }

    private AttemptResult Copy()
    {
        var started = context.Time.GetTimestamp();
        var outcome = copier.Run(context.Sources);
        foreach (var source in context.Sources.Where(source => outcome.Wrote.Contains(source.Option.Name)))
        {
            source.PlacedAt = BootClock.Now;
        }

        foreach (var clash in outcome.Clashes)
        {
            context.Log.CopyClash(clash);
        }

        if (outcome.Moved)
        {
            return AttemptResult.Superseded;
        }

        if (outcome.Problems.Count > 0)
        {
            return new AttemptResult(ReloadResult.Failed, string.Join("; ", outcome.Problems));
        }

        foreach (var source in context.Sources)
        {
            source.Copied = source.Desired?.Layout ?? source.Copied;
        }

        if (context.Options.Copies.Count > 0)
        {
            _copyTook = context.Time.GetElapsedTime(started);
            context.Status.Observe(Phase.Copy, _copyTook.Value);
        }

        return AttemptResult.Applied;
    }

    private async Task<AttemptResult> ReloadAsync(List<TrackedSource> pending)
    {
        var started = context.Time.GetTimestamp();
        var (settled, attempt) = await reload.RunAsync(pending);
        if (settled.Count > 0)
        {
            _reloadTook = context.Time.GetElapsedTime(started);
            context.Status.Observe(Phase.Tell, _reloadTook.Value);
        }

        foreach (var (source, content, how, needsNoProof) in settled)
        {
            source.Reloaded = content;
            if (needsNoProof || verifier is null)
            {
                Applied(source, content, how);
            }
        }

        return attempt;
    }

    private async Task<AttemptResult> VerifyAsync()
    {
        var pending = context.Sources.Where(static source => source.Reloaded is not null && source.Applied != source.Reloaded).ToList();
        if (pending.Count == 0 || verifier is null)
        {
            return AttemptResult.Applied;
        }

        // Saved between reload and verification: an agent that is restarted here verifies and does not reload a second time.
        context.Remember();
        var started = context.Time.GetTimestamp();
        using var superseded = new CancellationTokenSource();
        context.Verifying = superseded;
        try
        {
            if (context.Changed.IsSet)
            {
                return AttemptResult.Superseded;
            }

            var problem = await verifier.VerifyAsync(superseded.Token);
            _verifyTook = context.Time.GetElapsedTime(started);
            context.Status.Observe(Phase.Verify, _verifyTook.Value);
            if (problem is not null)
            {
                pending.ForEach(static source => source.MarkUnknown());
                return new AttemptResult(ReloadResult.Unverified, problem);
            }
        }
        catch (OperationCanceledException)
        {
            return AttemptResult.Superseded;
        }
        finally
        {
            context.Verifying = null;
        }

        pending.ForEach(source => Applied(source, source.Reloaded!.Value, "verified"));
        return AttemptResult.Applied;
    }

    private void Applied(TrackedSource source, ContentHash content, string how)
    {
        source.Applied = content;
        context.Log.ConfigApplied(source.Option.Name, content.Short, how, _copyTook, _reloadTook, _verifyTook);
    }
}

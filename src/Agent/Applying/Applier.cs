using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.Telling;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Applying;

/// <summary>
/// Takes what was observed through <c>copied → told → verified</c>, newest content first and last: what changes on the way is picked up
/// by one more round, and what fails is tried again until it succeeds or is overtaken.
/// </summary>
internal sealed class Applier(Workshop shop, Copier copier, ITeller reload, ITeller restart, Verifier? verifier, Backoff backoff)
{
    // The kubelet updates the volumes of a Pod in parallel: what belongs together arrives within this, and is told once.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan SourceMoved = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<ProcessIdentity> _told = [];
    private List<ContentHash> _telling = [];
    private TimeSpan? _copyTook;
    private TimeSpan? _tellTook;
    private TimeSpan? _verifyTook;
    private string? _lastProblem;

    private bool Pending => shop.Sources.Any(static source => source.NeedsCopy || source.NeedsTelling || source.NeedsApplying);

    /// <summary>Applies until the loop ends.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            ReportReadiness();
            if (!Pending)
            {
                await shop.Loop.PulseAsync(shop.Changed, Timeout.InfiniteTimeSpan);
                continue;
            }

            shop.Changed.Take();
            if (shop.Sources.Count > 1 && shop.Sources.Any(static source => source.NeedsTelling && source.Told is not null))
            {
                await CoalesceAsync();
            }

            await RoundAsync();
        }
    }

    private async Task CoalesceAsync()
    {
        var started = shop.Time.GetTimestamp();
        while (await shop.Loop.PulseAsync(shop.Changed, Together) && shop.Time.GetElapsedTime(started) < Together * 10)
        {
        }
    }

    // A source that is there and empty has nothing to copy; one that is not there may have.
    private void ReportReadiness()
    {
        if (shop.Sources.All(source => source.Desired is null ? source.IsEmpty || !Copies(source) : !Copies(source) || !source.NeedsCopy))
        {
            shop.Status.Update(static status => status.Ready = true);
        }
    }

    private bool Copies(TrackedSource source) => shop.Options.Copies.Any(copy => copy.Source == source.Option.Name);

    private async Task RoundAsync()
    {
        var wanted = shop.Sources.Select(static source => source.Desired?.Content).ToList();
        var reloading = shop.Sources.Any(static source => source.NeedsApplying && source.Told is not null);
        (_copyTook, _tellTook, _verifyTook) = (null, null, null);
        var attempt = await AttemptAsync();
        shop.Remember();
        foreach (var source in shop.Sources)
        {
            shop.Report(source);
        }

        if (attempt.Result is not { } result)
        {
            return;
        }

        if (result != ReloadResult.Applied || reloading)
        {
            shop.Status.Ended(result, attempt.Problem);
        }

        if (result == ReloadResult.Applied)
        {
            _lastProblem = null;
            backoff.Reset();
            return;
        }

        var wait = backoff.Next();
        if (attempt.Problem != _lastProblem)
        {
            _lastProblem = attempt.Problem;
            shop.Log.NotApplied(result.ToString().ToLowerInvariant(), attempt.Problem!, wait);
        }

        await shop.Loop.PulseAsync(shop.Changed, wait);
        if (!wanted.SequenceEqual(shop.Sources.Select(static source => source.Desired?.Content)))
        {
            backoff.Reset();
            _lastProblem = null;
        }
    }

    private async Task<AttemptResult> AttemptAsync()
    {
        if (shop.Sources.Any(static source => source.NeedsCopy))
        {
            var copied = Copy();
            if (copied.Result is null)
            {
                // The observer is about to see what we ran into.
                await shop.Loop.PulseAsync(shop.Changed, SourceMoved);
            }

            if (copied.Result != ReloadResult.Applied)
            {
                return copied;
            }
        }

        ReportReadiness();
        var pending = shop.Sources.Where(static source => source.NeedsTelling).ToList();
        if (pending.Count > 0)
        {
            var told = await TellAsync(pending);
            if (told.Result != ReloadResult.Applied)
            {
                return told;
            }
        }

        return await VerifyAsync();
    }

    private AttemptResult Copy()
    {
        var started = shop.Time.GetTimestamp();
        var outcome = copier.Run(shop.Sources);
        foreach (var source in shop.Sources.Where(source => outcome.Wrote.Contains(source.Option.Name)))
        {
            source.PlacedAt = BootClock.Now;
        }

        foreach (var clash in outcome.Clashes)
        {
            shop.Log.CopyClash(clash);
        }

        if (outcome.Moved)
        {
            return AttemptResult.Superseded;
        }

        if (outcome.Problems.Count > 0)
        {
            return new AttemptResult(ReloadResult.Failed, string.Join("; ", outcome.Problems));
        }

        foreach (var source in shop.Sources)
        {
            source.Copied = source.Desired?.Layout ?? source.Copied;
        }

        if (shop.Options.Copies.Count > 0)
        {
            _copyTook = shop.Time.GetElapsedTime(started);
            shop.Status.Observe(Phase.Copy, _copyTook.Value);
        }

        return AttemptResult.Applied;
    }

    private async Task<AttemptResult> TellAsync(List<TrackedSource> pending)
    {
        var started = shop.Time.GetTimestamp();
        var contents = pending.ConvertAll(static source => source.Desired!.Content);
        var atStart = pending.TrueForAll(static source => source.Told is null);
        if (!contents.SequenceEqual(_telling))
        {
            _told.Clear();
            _telling = contents;
        }

        var tidings = new Tidings(pending.Max(static source => source.PlacedAt), atStart, _told);
        var teller = pending.Exists(static source => source.Option.Restarts) ? restart : reload;
        var outcome = await teller.TellAsync(tidings);
        if (outcome.Result is TellResult.Failed or TellResult.Refused)
        {
            if (outcome.Touched)
            {
                pending.ForEach(static source => source.Doubt());
            }

            return new AttemptResult(outcome.Result == TellResult.Failed ? ReloadResult.Failed : ReloadResult.Refused, outcome.Problem);
        }

        _tellTook = shop.Time.GetElapsedTime(started);
        shop.Status.Observe(Phase.Tell, _tellTook.Value);
        _told.Clear();
        for (var index = 0; index < pending.Count; index++)
        {
            var source = pending[index];
            source.Told = contents[index];
            if (atStart || verifier is null)
            {
                Applied(source, contents[index], How(atStart, outcome.Result, teller));
            }
        }

        return AttemptResult.Applied;
    }

    private static string How(bool atStart, TellResult result, ITeller teller) => (atStart, result) switch
    {
        (true, _) => "at start",
        (_, TellResult.NotNeeded) => "the application restarted",
        _ => teller is SilentTeller ? "nobody to tell" : "told",
    };

    private async Task<AttemptResult> VerifyAsync()
    {
        var pending = shop.Sources.Where(static source => source.Told is not null && source.Applied != source.Told).ToList();
        if (pending.Count == 0 || verifier is null)
        {
            return AttemptResult.Applied;
        }

        // Told but not yet verified is remembered: an agent that is restarted here goes on asking, and tells nobody twice.
        shop.Remember();
        var started = shop.Time.GetTimestamp();
        using var superseded = new CancellationTokenSource();
        shop.Verifying = superseded;
        try
        {
            if (shop.Changed.IsSet)
            {
                return AttemptResult.Superseded;
            }

            var problem = await verifier.VerifyAsync(superseded.Token);
            _verifyTook = shop.Time.GetElapsedTime(started);
            shop.Status.Observe(Phase.Verify, _verifyTook.Value);
            if (problem is not null)
            {
                pending.ForEach(static source => source.Doubt());
                return new AttemptResult(ReloadResult.Unverified, problem);
            }
        }
        catch (OperationCanceledException)
        {
            return AttemptResult.Superseded;
        }
        finally
        {
            shop.Verifying = null;
        }

        pending.ForEach(source => Applied(source, source.Told!.Value, "verified"));
        return AttemptResult.Applied;
    }

    private void Applied(TrackedSource source, ContentHash content, string how)
    {
        source.Applied = content;
        shop.Log.ConfigApplied(source.Option.Name, content.Short, how, _copyTook, _tellTook, _verifyTook);
    }
}

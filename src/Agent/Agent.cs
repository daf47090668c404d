using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Events;
using ConfigSync.Agent.Http;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Pipeline;
using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reloading;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent;

/// <summary>Wires the agent: an observer that detects changes and an applier that acts on them, both on one event loop.</summary>
internal sealed class Agent : IDisposable
{
    private readonly AgentOptions _options;
    private readonly EventLoop _loop;
    private readonly AgentContext _context;
    private readonly SourceWatches _watches = new();
    private readonly Copier _copier;
    private readonly Watchdog? _watchdog;

    /// <summary>Wires it.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="log">Its log.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="watchdog">To be put off by the loop's turns; <see langword="null"/> for the first copy alone, which may take its time.</param>
    public Agent(AgentOptions options, LogWriter log, TimeProvider time, Watchdog? watchdog = null)
    {
        _watchdog = watchdog;
        _options = options;
        _loop = new EventLoop(time);
        var stateFile = new StateFile(options.State);
        var state = stateFile.Load(out var problem);
        if (problem is not null)
        {
            log.StateUnusable(problem);
        }

        var sources = options.Sources.Select(static source => new TrackedSource(source)).ToList();
        Status = new AgentStatus(options, time);
        _context = new AgentContext(options, sources, state, stateFile, Status, log, _loop, time);
        _copier = new Copier(options.Copies, state);
        Restore(sources, state);
    }

    public AgentStatus Status { get; }

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run() => _loop.Run(RunAsync);

    /// <summary>Makes the first copy; false, with a log entry, when that failed.</summary>
    public bool RunOnce()
    {
        string? problem = null;
        if (!_loop.Run(async () => problem = await new FirstCopy(_context, _copier, new Observer(_context, _watches, watchdog: null)).MakeAsync()))
        {
            problem = "stopped before the copy was made";
        }

        if (problem is not null)
        {
            _context.Log.CannotCopyOnce(problem);
        }

        return problem is null;
    }

    /// <summary>Ends <see cref="Run"/> after the current step. May be called from any thread.</summary>
    public void Stop() => _loop.Stop();

    public void Dispose()
    {
        _watches.Dispose();
        _loop.Dispose();
    }

    private async Task RunAsync()
    {
        var caller = new HttpCaller(_loop, _context.Time);
        var targets = new TargetProcesses(new TargetFinder(_options.Process, _options.Containers), Status);
        var restart = new RestartReloader(
            _options.GracePeriod, RestartReloader.DefaultLongestDelay, Random.Shared, targets, _loop, _context.Time, _context.Log);
        IReloader reload = _options.Reload switch
        {
            ReloadMode.Signal => new SignalReloader(_options.Signal, targets, _context.State, _loop, _context.Time, _context.Log, _context.Remember),
            ReloadMode.Http => new HttpReloader(_options.ReloadMethod, _options.ReloadUrl!, caller),
            ReloadMode.Restart => restart,
            _ => new NoReloader(),
        };
        var verifier = _options.VerifyUrl is { } url ? new Verifier(url, _options.VerifyTimeout, caller, _loop, _context.Time) : null;
        var observer = new Observer(_context, _watches, _watchdog);
        var ready = _options.State is { } directory ? new ReadyMark(directory) : null;
        var applier = new Applier(_context, _copier, new ReloadStep(_context, reload, restart), verifier, new RetryDelay(Random.Shared), ready);
        var checks = new PeriodicChecks(_context, new DriftGuard(_context, new DriftWatch(_context.State)), targets);

        ready?.Remove();
        await observer.StartAsync();
        _watchdog?.PutOff();
        // None of these tasks ends by itself. If one throws, the whole agent ends and the kubelet restarts it: half an agent would look healthy.
        await await Task.WhenAny(applier.RunAsync(), observer.RunAsync(), checks.RunAsync());
    }

    private void Restore(List<TrackedSource> sources, AgentState state)
    {
        foreach (var source in sources)
        {
            if (state.Sources.TryGetValue(source.Option.Name, out var progress))
            {
                (source.Copied, source.Reloaded, source.Applied) = (progress.Copied, progress.Reloaded, progress.Applied);
            }
        }

        if (_copier.ForgetMissing())
        {
            sources.ForEach(static source => source.Copied = null);
        }
    }
}

using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary>
/// The status that the event loop writes and the HTTP thread serves. The lock is never held across I/O, so that the health of a loop that hangs
/// on a disk can still be reported.
/// </summary>
internal sealed class AgentStatus
{
    /// <summary>The loop turns at least this often, and counts as stalled after three times that.</summary>
    internal static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long[] _results = new long[Enum.GetValues<ReloadResult>().Length];
    private long _lastTurn;

    public AgentStatus(AgentOptions options, TimeProvider time)
    {
        _time = time;
        _lastTurn = time.GetTimestamp();
        Mode = options.Reload;
        Sources = [.. options.Sources.Select(static source => new SourceStatus(source.Name, source.Path))];
    }

    public ReloadMode Mode { get; }

    public IReadOnlyList<SourceStatus> Sources { get; }

    public IReadOnlyList<PhaseHistogram> Phases { get; } = [.. Enum.GetValues<Phase>().Select(static _ => new PhaseHistogram())];

    public bool Ready { get; set; }

    public string? WatchProblem { get; set; }

    public int? TargetsFound { get; set; }

    public string? TargetProblem { get; set; }

    public IReadOnlyList<string> Drifted { get; set; } = [];

    public string? LastError { get; private set; }

    public DateTimeOffset? LastErrorAt { get; private set; }

    public DateTimeOffset? LastSuccess { get; private set; }

    /// <summary>True when the event loop hangs.</summary>
    public bool Stalled => _time.GetElapsedTime(Volatile.Read(ref _lastTurn)) > LongestTurn * 3;

    /// <summary>The longest time that the desired content of any source has differed from the applied content.</summary>
    public TimeSpan OutOfDate => Sources.Max(source => source.OutOfDateSince is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero);

    public long Count(ReloadResult result) => _results[(int)result];

    /// <summary>Records that the loop turned. Needs no lock.</summary>
    public void Turned() => Volatile.Write(ref _lastTurn, _time.GetTimestamp());

    public void Update(Action<AgentStatus> change)
    {
        lock (_lock)
        {
            change(this);
        }
    }

    public T Read<T>(Func<AgentStatus, T> read)
    {
        lock (_lock)
        {
            return read(this);
        }
    }

    public void Observe(Phase phase, TimeSpan duration) => Update(status => status.Phases[(int)phase].Add(duration));

    /// <summary>Counts the result of an attempt.</summary>
    public void Ended(ReloadResult result, string? problem) => Update(status =>
    {
        status._results[(int)result]++;
        if (result == ReloadResult.Applied)
        {
            status.LastSuccess = _time.GetUtcNow();
        }

        if (problem is not null)
        {
            status.LastError = problem;
            status.LastErrorAt = _time.GetUtcNow();
        }
    });
}

using System.Collections.Frozen;
using ConfigSync.Injection.Findings;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>Counts requests by reason. Every series exists from the start, at zero, so that the first of its kind is a rise and not an appearance.</summary>
internal sealed class RequestCounter
{
    private static readonly Reason[] All = [.. Reasons.All.Where(static reason => reason.Kind is ReasonKind.Decision or ReasonKind.Malformed)];
    private static readonly FrozenDictionary<Reason, int> Index = All.Select(static (reason, at) => (reason, at)).ToFrozenDictionary(p => p.reason, p => p.at);

    private readonly long[] _counts = new long[All.Length];

    public void Add(Reason reason) => Interlocked.Increment(ref _counts[Index[reason]]);

    /// <summary>Every reason with its count.</summary>
    public IEnumerable<(Reason Reason, long Count)> Read() => All.Select((reason, at) => (reason, Interlocked.Read(ref _counts[at])));
}

using System.Text.Json;

namespace ConfigSync.Controller.Telemetry;

/// <summary>A counter with one label whose values are the members of an enumeration: the set of series is closed.</summary>
internal sealed class CounterSet<TLabel>
    where TLabel : struct, Enum
{
    private static readonly TLabel[] Values = Enum.GetValues<TLabel>();

    private readonly long[] _counts = new long[Values.Length];

    public void Add(TLabel value) => Interlocked.Increment(ref _counts[Array.IndexOf(Values, value)]);

    /// <summary>Every value, in the spelling of the label, with its count.</summary>
    public IEnumerable<(string Code, long Count)> Read() =>
        Values.Select((value, at) => (JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), Interlocked.Read(ref _counts[at])));
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConfigSync.Controller.Telemetry;

/// <summary>A counter with one label whose values are the members of an enumeration: the set of series is closed.</summary>
internal sealed class CounterSet<TLabel>(string name, string help, string label)
    where TLabel : struct, Enum
{
    private static readonly TLabel[] Values = Enum.GetValues<TLabel>();

    private readonly long[] _counts = new long[Values.Length];

    public void Add(TLabel value) => Interlocked.Increment(ref _counts[Array.IndexOf(Values, value)]);

    public long this[TLabel value] => Interlocked.Read(ref _counts[Array.IndexOf(Values, value)]);

    public void Write(StringBuilder text, string otherLabels = "")
    {
        for (var i = 0; i < Values.Length; i++)
        {
            var code = JsonNamingPolicy.SnakeCaseLower.ConvertName(Values[i].ToString());
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{otherLabels}{label}=\"{code}\"}} {Interlocked.Read(ref _counts[i])}\n");
        }
    }

    public void WriteHelp(StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} counter\n");
}
